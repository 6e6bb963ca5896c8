import type { TokenRateName } from '@costspan/cost/prices'
import type { Reconciliation } from './reconciliation.ts'
import { TOKEN_CLASSES, type TokenClass } from './statements/statement.ts'

/** A rate that a bill shows, where it is another one than ours. */
export interface RateSeen {
  readonly model: string
  /** '' is the standard tier. */
  readonly tier: string
  readonly rateName: TokenRateName
  /** Such as `2.5`, as short as the bill allows. */
  readonly usdPerMillion: string
  /** Billed over ours; undefined where we have no rate. */
  readonly factor: number | undefined
  /** The first day that shows it. */
  readonly from: string
  /** What it makes in the window. */
  readonly nanoUsd: bigint
}

const RATE_NAMES: Readonly<Record<TokenClass, TokenRateName>> = {
  input: 'input',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  output: 'output',
}

/** Days must show the same rate, within so much, for it to be one. */
const SAME_RATE = 0.005

interface Shown {
  readonly day: string
  readonly model: string
  readonly tier: string
  readonly tokenClass: TokenClass
  readonly usdPerMillion: number
  readonly factor: number | undefined
  readonly nanoUsd: bigint
}

/** The rates of models whose bill shows another price than ours, as far as amounts and tokens of one class tell it. */
export function seenRates(reconciliation: Reconciliation): readonly RateSeen[] {
  const shown = reconciliation.days.flatMap(({ day, models }) =>
    models.flatMap(({ model, billed, metered, residuals }) =>
      TOKEN_CLASSES.flatMap((tokenClass): Shown[] => {
        const residual = residuals.find(({ kind, billedClass }) => kind === 'price' && billedClass === tokenClass)
        const amount = billed.nanoUsd[tokenClass]
        const tiers = [...billed.tiers].filter(([, tokens]) => (tokens[tokenClass] ?? 0) > 0)
        const [tier, tokens] = tiers[0] ?? []
        // Amounts of several tiers in one tell the rate of none.
        if (residual === undefined || amount === undefined || tier === undefined || tiers.length > 1) return []
        const usdPerMillion = Number(amount) / 1_000 / (tokens?.[tokenClass] ?? 1)
        const ours = metered.get(tier)
        const oursPerMillion = Number(ours?.nanoUsd[tokenClass] ?? 0n) / 1_000 / (ours?.tokens[tokenClass] ?? 1)
        const factor = oursPerMillion > 0 ? usdPerMillion / oursPerMillion : undefined
        return [{ day, model, tier, tokenClass, usdPerMillion, factor, nanoUsd: residual.nanoUsd }]
      }),
    ),
  )
  const byRate = Map.groupBy(shown, ({ model, tier, tokenClass }) => JSON.stringify([model, tier, tokenClass]))
  return [...byRate.values()].flatMap(rateOf)
}

/** The last rate that days show, from the first day of it on. */
function rateOf(shown: readonly Shown[]): readonly RateSeen[] {
  const last = shown.at(-1)
  if (last === undefined) return []
  const isSame = ({ usdPerMillion }: Shown): boolean =>
    Math.abs(usdPerMillion - last.usdPerMillion) <= SAME_RATE * last.usdPerMillion
  const change = shown.findLastIndex((each) => !isSame(each))
  const same = shown.slice(change + 1)
  return [
    {
      model: last.model,
      tier: last.tier,
      rateName: RATE_NAMES[last.tokenClass],
      usdPerMillion: shortest(last.usdPerMillion),
      factor: last.factor,
      from: same[0]?.day ?? last.day,
      nanoUsd: same.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n),
    },
  ]
}

/** The number with the fewest decimals that is as near as a bill can tell. */
function shortest(usd: number): string {
  for (let decimals = 0; decimals < 6; decimals++) {
    const text = usd.toFixed(decimals)
    if (Math.abs(Number(text) - usd) <= usd * 0.0005) return String(Number(text))
  }
  return String(Number(usd.toFixed(6)))
}
