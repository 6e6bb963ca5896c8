import type { Attributes } from '@opentelemetry/api'
import { COST_CLASSES, type CostClass } from '../prices/cost-class.ts'
import * as semconv from '../semconv.ts'
import type { PricedCall } from '../span/priced-call.ts'
import { SAVINGS_BY_PRICE } from '../span/write-saving.ts'
import { type CallCounts, callCounts, countByAttributes, flushCallCounts } from './call-counts.ts'
import type { Instruments } from './instruments.ts'
import { addTokens, flushTokens, type TokenSums, tokenSums } from './token-sums.ts'

/** What the calls of one series have added up to since the last collection. */
export interface CallSeries {
  readonly attributes: Attributes
  /** The same for the cost of a call, by who said what it is. Made once, not for each call. */
  readonly costAttributes: Readonly<Record<'local' | 'provider', Attributes>>
  /** The same for its tokens, by their type. */
  readonly tokenAttributes: Readonly<Record<'input' | 'output', Attributes>>
  /** Nano-USD by class. */
  readonly costNano: { [Class in CostClass]?: bigint | undefined }
  /** Nano-USD by kind. */
  readonly savedNano: Map<string, bigint>
  atRiskNano: bigint
  priceConflicts: number
  readonly calls: CallCounts
  /** Unpriced calls by reason. */
  readonly unpriced: Map<string, UnpricedCount>
  readonly tokens: TokenSums
}

interface UnpricedCount {
  readonly attributes: Attributes
  count: number
}

export function callSeries(attributes: Attributes): CallSeries {
  return {
    attributes,
    costAttributes: { local: costAttributes(attributes, 'local'), provider: costAttributes(attributes, 'provider') },
    tokenAttributes: { input: tokenAttributes(attributes, 'input'), output: tokenAttributes(attributes, 'output') },
    costNano: {},
    savedNano: new Map(),
    atRiskNano: 0n,
    priceConflicts: 0,
    calls: callCounts(),
    unpriced: new Map(),
    tokens: tokenSums(),
  }
}

function costAttributes(attributes: Attributes, source: string): Attributes {
  return { ...attributes, [semconv.GEN_AI_COST_CURRENCY]: 'USD', [semconv.GEN_AI_COST_SOURCE]: source }
}

function tokenAttributes(attributes: Attributes, type: string): Attributes {
  return { ...attributes, [semconv.GEN_AI_TOKEN_TYPE]: type }
}

/** Adds one call to its series. */
export function countCall(series: CallSeries, call: PricedCall): void {
  for (const costClass in call.parts) {
    const part = call.parts[costClass as CostClass]
    if (part !== undefined)
      series.costNano[costClass as CostClass] = (series.costNano[costClass as CostClass] ?? 0n) + part
  }
  if (call.promptCacheSavedNanoUsd !== undefined) addTo(series.savedNano, 'prompt_cache', call.promptCacheSavedNanoUsd)
  if (call.savedNanoUsd !== undefined) countSaving(series, call.savedNanoUsd, call.attributes)
  if (call.atRiskNanoUsd !== undefined) series.atRiskNano += call.atRiskNanoUsd
  if (call.hasPriceConflict) series.priceConflicts += 1
  countByAttributes(series.calls, call, series.attributes)
  if (call.status === 'unpriced' || call.status === 'invalid') {
    countUnpriced(series, call.unpricedReason ?? 'invalid_usage')
  }
  addTokens(series.tokens, call)
}

/** Who saves by a cache or by another model counts it there. */
function countSaving({ savedNano }: CallSeries, nanoUsd: bigint, attributes: Readonly<Attributes>): void {
  const kind = attributes[semconv.COSTSPAN_SAVED_KIND]
  if (typeof kind === 'string' && SAVINGS_BY_PRICE.has(kind)) addTo(savedNano, kind, nanoUsd)
}

function countUnpriced(series: CallSeries, reason: string): void {
  const counted = series.unpriced.get(reason)
  if (counted !== undefined) counted.count += 1
  else
    series.unpriced.set(reason, {
      attributes: { ...series.attributes, [semconv.COSTSPAN_UNPRICED_REASON]: reason },
      count: 1,
    })
}

/** Hands all sums to the counters, in their units, and begins again at zero. */
export function flushCallSeries(series: CallSeries, instruments: Instruments): void {
  for (const costClass of COST_CLASSES) {
    const nano = series.costNano[costClass]
    if (nano === undefined) continue
    series.costNano[costClass] = undefined
    instruments.cost.add(toUsd(nano), { ...series.attributes, [semconv.COSTSPAN_COST_CLASS]: costClass })
  }
  for (const [kind, nano] of series.savedNano) {
    instruments.saved.add(toUsd(nano), { ...series.attributes, [semconv.COSTSPAN_SAVED_KIND]: kind })
  }
  if (series.atRiskNano > 0n) instruments.atRisk.add(toUsd(series.atRiskNano), series.attributes)
  flushCallCounts(series.calls, instruments)
  if (series.priceConflicts > 0) instruments.priceConflicts.add(series.priceConflicts, series.attributes)
  for (const { attributes, count } of series.unpriced.values()) instruments.unpriced.add(count, attributes)
  flushTokens(series.tokens, instruments, series.attributes)

  series.savedNano.clear()
  series.atRiskNano = 0n
  series.priceConflicts = 0
  series.unpriced.clear()
}

function toUsd(nano: bigint): number {
  return Number(nano) / 1e9
}

function addTo<Key>(sums: Map<Key, bigint>, key: Key, nano: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + nano)
}
