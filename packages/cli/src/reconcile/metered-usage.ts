import type { LedgerReader, SpendStep } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { addTo, type NanoByClass, type TokensByClass } from './amounts.ts'
import { isSameProvider } from './same-provider.ts'
import type { StatementWindow } from './statements/statement-source.ts'

/** What the ledger has of one model in one tier in one hour: what was sent to the provider, and what we say it cost. */
export interface MeteredHour {
  readonly atMillis: number
  readonly provider: string
  readonly model: string
  /** Undefined is the standard one. */
  readonly serviceTier: string | undefined
  /** Calls whose usage is known. */
  calls: number
  /** Calls that were sent and brought no usage back: what they may have cost is in `atRiskNanoUsd`. */
  unobservedCalls: number
  /** Calls whose usage is known and whose price is not. */
  unpricedCalls: number
  readonly tokens: TokensByClass
  readonly nanoUsd: NanoByClass
  atRiskNanoUsd: bigint
}

/** What corrections of an earlier reconciliation are marked with, see `corrections.ts`: they are not usage. */
export const CORRECTION_ORIGIN = 'correction'

const STANDARD_TIERS: ReadonlySet<string> = new Set(['default', 'standard', 'auto', 'standard_only', 'on_demand'])

/**
 * What the ledger has of a provider, by hour, with a day before and after the window, because a provider may count a call to
 * another day than we do. Answers of our own cache and calls that failed were not billed, and are left out.
 */
export async function meteredUsage(
  ledger: LedgerReader,
  provider: string,
  { fromMillis, toMillis }: StatementWindow,
): Promise<readonly MeteredHour[]> {
  const steps = await ledger.series({
    step: 'hour',
    fromMillis: fromMillis - DAY_MILLIS,
    toMillis: toMillis + DAY_MILLIS,
    by: ['provider', 'model', 'serviceTier', 'status', 'cacheResult', 'origin'],
  })
  const hours = new Map<string, MeteredHour>()
  for (const step of steps) {
    if (isSent(step) && isSameProvider(step.key.provider, provider)) addStep(hours, step, provider)
  }
  return [...hours.values()]
}

function isSent({ key: { status, cacheResult, origin } }: SpendStep): boolean {
  return status !== 'failed' && origin !== CORRECTION_ORIGIN && (cacheResult === undefined || cacheResult === 'miss')
}

function addStep(hours: Map<string, MeteredHour>, step: SpendStep, provider: string): void {
  const { atMillis, key } = step
  const model = key.model ?? 'unknown'
  const serviceTier = key.serviceTier === undefined || STANDARD_TIERS.has(key.serviceTier) ? undefined : key.serviceTier
  const name = JSON.stringify([atMillis, model, serviceTier])
  const hour = hours.get(name) ?? emptyHour(atMillis, provider, model, serviceTier)
  hours.set(name, hour)
  if (key.status === 'unobserved') hour.unobservedCalls += step.calls
  else hour.calls += step.calls
  hour.unpricedCalls += step.unpricedCalls
  hour.atRiskNanoUsd += step.atRiskNanoUsd
  addTokens(hour.tokens, step)
  addParts(hour.nanoUsd, step)
}

function addTokens(tokens: TokensByClass, step: SpendStep): void {
  const { cacheReadTokens, cacheWriteTokens } = step
  tokens.input = (tokens.input ?? 0) + step.inputTokens - cacheReadTokens - cacheWriteTokens
  tokens.cache_read = (tokens.cache_read ?? 0) + cacheReadTokens
  tokens.cache_write = (tokens.cache_write ?? 0) + cacheWriteTokens
  tokens.output = (tokens.output ?? 0) + step.outputTokens
}

/** Providers bill reasoning as output. */
function addParts(nanoUsd: NanoByClass, { parts }: SpendStep): void {
  addTo(nanoUsd, 'input', parts.input)
  addTo(nanoUsd, 'cache_read', parts.cacheRead)
  addTo(nanoUsd, 'cache_write', parts.cacheWrite)
  addTo(nanoUsd, 'output', parts.output + parts.reasoning)
  addTo(nanoUsd, 'audio', parts.audio)
  addTo(nanoUsd, 'image', parts.image)
  addTo(nanoUsd, 'tool', parts.tool)
  addTo(nanoUsd, 'request', parts.request)
}

function emptyHour(atMillis: number, provider: string, model: string, serviceTier: string | undefined): MeteredHour {
  return {
    atMillis,
    provider,
    model,
    serviceTier,
    calls: 0,
    unobservedCalls: 0,
    unpricedCalls: 0,
    tokens: {},
    nanoUsd: {},
    atRiskNanoUsd: 0n,
  }
}
