import type { Reconciliation } from './reconciliation.ts'
import type { Residual, ResidualKind } from './residual.ts'
import { type RateSeen, seenRates } from './seen-rates.ts'
import { TOKEN_CLASSES } from './statements/statement.ts'

/** Something that would close a part of the gap, for `costspan.yaml` where it is a setting. */
export interface Suggestion {
  /** What to do and why, in a sentence. */
  readonly text: string
  /** Lines for `costspan.yaml`. */
  readonly yaml?: string
  /** The residuals that it is for, added up. */
  readonly nanoUsd: bigint
}

/** A discount that is the same for all classes of all models, within so much. */
const SAME_DISCOUNT = 0.005

/** What would close the rest: prices that the bill shows, a discount, and where to look for what was not metered. */
export function suggestSettings(reconciliation: Reconciliation): readonly Suggestion[] {
  return [
    ...priceSuggestions(reconciliation),
    ...ADVICE.flatMap(([kinds, text]) => advice(reconciliation, kinds, text)),
  ]
}

function priceSuggestions(reconciliation: Reconciliation): readonly Suggestion[] {
  const rates = seenRates(reconciliation)
  if (rates.length === 0) return []
  const nanoUsd = sumOf(reconciliation.residuals, ({ kind }) => kind === 'price')
  const factor = rates.length === billedRates(reconciliation) ? commonFactor(rates) : undefined
  if (factor !== undefined) {
    const percent = Number(((1 - factor) * 100).toFixed(2))
    const yaml = `discounts:\n  - { provider: ${reconciliation.provider}, percent: ${percent} }\n`
    return [{ text: `All rates of ${reconciliation.provider} are billed ${describePercent(percent)}.`, yaml, nanoUsd }]
  }
  const byModel = Map.groupBy(rates, ({ model, tier }) => JSON.stringify([model, tier]))
  return [...byModel.values()].map((ofModel): Suggestion => {
    const [{ model, tier, from }] = ofModel as [RateSeen]
    const fields = [
      `provider: ${reconciliation.provider}`,
      `model: ${JSON.stringify(model)}`,
      ...(tier === '' ? [] : [`serviceTier: ${tier}`]),
      `from: '${from}'`,
      ...ofModel.map(({ rateName, usdPerMillion }) => `${rateName}: ${usdPerMillion}`),
    ]
    return {
      text: `${model} is billed at other rates than ours since ${from}.`,
      yaml: `prices:\n  - { ${fields.join(', ')} }\n`,
      nanoUsd: ofModel.reduce((sum, rate) => sum + rate.nanoUsd, 0n),
    }
  })
}

/** How many rates the bill shows, right ones and others: a discount holds for all of them. */
function billedRates({ days }: Reconciliation): number {
  const rates = days.flatMap(({ models }) =>
    models.flatMap(({ model, billed }) =>
      [...billed.tiers].flatMap(([tier, tokens]) =>
        TOKEN_CLASSES.filter((name) => (tokens[name] ?? 0) > 0).map((name) => JSON.stringify([model, tier, name])),
      ),
    ),
  )
  return new Set(rates).size
}

/** What all rates are multiplied by; undefined where they differ, or one rate alone says little. */
function commonFactor(rates: readonly RateSeen[]): number | undefined {
  const factors = rates.map(({ factor }) => factor)
  const [first] = factors
  if (first === undefined || new Set(rates.map(({ model }) => model)).size < 2) return undefined
  return factors.every((factor) => factor !== undefined && Math.abs(factor - first) <= SAME_DISCOUNT)
    ? first
    : undefined
}

function describePercent(percent: number): string {
  return percent >= 0 ? `${percent} % below ours` : `${-percent} % above ours`
}

/** What to look at for the rest, by the kind of what is left. */
const ADVICE: readonly (readonly [readonly ResidualKind[], (of: readonly Residual[]) => string])[] = [
  [
    ['coverage'],
    (of) => {
      const causes = new Set(of.map(({ cause }) => cause))
      if (causes.has('counted_twice'))
        return 'Calls are counted more than once: run costspan doctor for a second instrumentation.'
      if (causes.has('missing_day'))
        return 'Days are billed of which there is no telemetry: look for an exporter that failed, and ingest what it kept.'
      if (causes.has('not_billed'))
        return 'Calls are metered that are not on this bill: another account or project pays for them.'
      return 'Calls are billed that were not metered: call register() in every service that uses the account, and before the SDK is imported.'
    },
  ],
  [['dark'], () => 'Attempts brought no usage back: set streamUsage to ask, and read streams to their end.'],
  [['quantity'], () => 'Tokens are counted otherwise than billed: set streamUsage to ask, so that none are estimated.'],
  [
    ['tier'],
    () =>
      'Calls are billed in another service tier than was seen: upgrade the SDK, so that answers tell the tier that served them.',
  ],
  [
    ['boundary'],
    () => 'Calls count to other days than ours: compare whole weeks or months, where nothing is left of it.',
  ],
]

function advice(
  { residuals }: Reconciliation,
  kinds: readonly ResidualKind[],
  text: (of: readonly Residual[]) => string,
): readonly Suggestion[] {
  const of = residuals.filter(({ kind }) => kinds.includes(kind))
  return of.length === 0 ? [] : [{ text: text(of), nanoUsd: sumOf(of, () => true) }]
}

function sumOf(residuals: readonly Residual[], isCounted: (residual: Residual) => boolean): bigint {
  return residuals.filter(isCounted).reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)
}
