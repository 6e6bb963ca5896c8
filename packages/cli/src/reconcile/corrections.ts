import { createHash } from 'node:crypto'
import type { CallRecord, CostParts } from '../ledger/call-record.ts'
import type { Ledger, LedgerReader } from '../ledger/ledger.ts'
import { HOUR_MILLIS } from '../ledger/time-step.ts'
import { NO_PARTS, UNKNOWN_CALL } from '../ledger/unknown-call.ts'
import { CORRECTION_ORIGIN } from './metered-usage.ts'
import type { Reconciliation } from './reconciliation.ts'
import { dayStart } from './statements/utc-day.ts'
import type { BilledClass } from './statements/statement.ts'

/**
 * Corrections: rows of a ledger, one for a day and a model, that bring its totals to what was billed. No call is rewritten: a
 * correction says by its origin what it is, and can be left out of any question.
 *
 * Only days that the provider no longer restates are corrected. A statement that changed nevertheless brings a further row with
 * the difference; one that says the same brings none, so that reconciling twice changes nothing.
 */
export async function corrections(
  ledger: LedgerReader,
  reconciliation: Reconciliation,
): Promise<readonly CallRecord[]> {
  const { provider, days } = reconciliation
  const final = days.filter((day) => day.known && day.final)
  const [first, last] = [final[0], final.at(-1)]
  if (first === undefined || last === undefined) return []
  const made = await correctedAlready(ledger, provider, dayStart(first.day), dayStart(last.day) + 24 * HOUR_MILLIS)
  return final.flatMap(({ day, models, apart }) =>
    [
      ...models.map(({ model, residuals }) => ({ model, parts: partsOf(residuals) })),
      ...(apart.length === 0 ? [] : [{ model: undefined, parts: partsOf(apart) }]),
    ].flatMap(({ model, parts }) => {
      const before = made.get(correctionKey(day, model)) ?? NO_PARTS
      const row = correction(provider, day, model, minus(parts, before), totalOf(parts))
      return row === undefined ? [] : [row]
    }),
  )
}

/** Writes them; resolves with how many are new. */
export async function writeCorrections(ledger: Ledger, rows: readonly CallRecord[]): Promise<number> {
  return rows.length === 0 ? 0 : (await ledger.append(rows)).added
}

async function correctedAlready(
  ledger: LedgerReader,
  provider: string,
  fromMillis: number,
  toMillis: number,
): Promise<ReadonlyMap<string, CostParts>> {
  const steps = await ledger.series({
    step: 'day',
    fromMillis,
    toMillis,
    by: ['model'],
    where: { origin: [CORRECTION_ORIGIN], provider: [provider] },
  })
  return new Map(
    steps.map(({ atMillis, key, parts }) => [
      correctionKey(new Date(atMillis).toISOString().slice(0, 10), key.model),
      parts,
    ]),
  )
}

function correctionKey(day: string, model: string | undefined): string {
  return JSON.stringify([day, model])
}

/** The id follows from what is corrected to what, so that the same correction is known when it comes again. */
function correction(
  provider: string,
  day: string,
  model: string | undefined,
  parts: CostParts,
  correctedTo: bigint,
): CallRecord | undefined {
  if (Object.values(parts).every((part) => part === 0n)) return undefined
  const id = createHash('sha256')
    .update(JSON.stringify([provider, day, model, `${correctedTo}`, `${totalOf(parts)}`]))
    .digest('hex')
  return {
    ...UNKNOWN_CALL,
    calls: 0,
    origin: CORRECTION_ORIGIN,
    operation: 'correction',
    traceId: id.slice(0, 32),
    spanId: id.slice(32, 48),
    startUnixNano: BigInt(dayStart(day)) * 1_000_000n,
    provider,
    responseModel: model,
    nanoUsd: totalOf(parts),
    parts,
  }
}

function partsOf(
  residuals: readonly { readonly nanoUsd: bigint; readonly billedClass?: BilledClass | undefined }[],
): CostParts {
  const sum: Record<keyof CostParts, bigint> = { ...NO_PARTS }
  for (const { billedClass, nanoUsd } of residuals) sum[PART_NAMES[billedClass ?? 'request']] += nanoUsd
  return sum
}

const PART_NAMES: Readonly<Record<BilledClass, keyof CostParts>> = {
  input: 'input',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  output: 'output',
  audio: 'audio',
  image: 'image',
  tool: 'tool',
  request: 'request',
}

function minus(a: CostParts, b: CostParts): CostParts {
  const difference: Record<keyof CostParts, bigint> = { ...NO_PARTS }
  for (const name of Object.keys(NO_PARTS) as (keyof CostParts)[]) difference[name] = a[name] - b[name]
  return difference
}

function totalOf(parts: CostParts): bigint {
  return Object.values<bigint>({ ...parts }).reduce((sum, part) => sum + part, 0n)
}
