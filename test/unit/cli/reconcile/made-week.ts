import { NO_PARTS, type CallRecord, createLedger, type MemoryLedger } from '@costspan/cli'
import { madeCall } from '../../../support/made-call.ts'

/** Calls of a made week at rates that are easy to check, and the statements that a provider would make of them. */
export interface MadeCall {
  readonly atMillis: number
  readonly model: string
  readonly tier?: string
  readonly input: number
  readonly cacheRead: number
  readonly output: number
}

/** Nano-USD per token: the list prices of gpt-4o and gpt-4o-mini, as of 2026-11-22 (https://openai.com/api/pricing). */
const RATES: Readonly<Record<string, { readonly input: bigint; readonly cacheRead: bigint; readonly output: bigint }>> =
  {
    'gpt-4o': { input: 2_500n, cacheRead: 1_250n, output: 10_000n },
    'gpt-4o-mini': { input: 150n, cacheRead: 75n, output: 600n },
  }

export const FIRST_DAY: number = Date.parse('2026-11-02T00:00:00Z')
export const DAYS = 7
const HOUR_MILLIS = 3_600_000
const DAY_MILLIS = 24 * HOUR_MILLIS
export const WINDOW = { fromMillis: FIRST_DAY, toMillis: FIRST_DAY + DAYS * DAY_MILLIS }

/** Three calls an hour, longer in the working day and from day to day, from a day before the week to a day after it. */
export function madeWeek(): readonly MadeCall[] {
  const calls: MadeCall[] = []
  for (let hour = -24; hour < (DAYS + 1) * 24; hour++) {
    const day = Math.floor(hour / 24)
    const busy = (hour - 24 * day >= 8 && hour - 24 * day < 18 ? 3 : 1) * (day === 5 || day === 6 ? 1 : 4 + day)
    for (let index = 0; index < 3; index++) {
      calls.push({
        atMillis: FIRST_DAY + hour * HOUR_MILLIS + index * 1_100_000 + 60_000,
        model: index === 2 ? 'gpt-4o' : 'gpt-4o-mini',
        input: busy * (1_000 + 37 * index + (Math.abs(hour) % 7)),
        cacheRead: 200 * busy,
        output: busy * (300 + 11 * index),
      })
    }
  }
  return calls
}

/** The ledger that metered calls. */
export function ledgerOf(calls: readonly MadeCall[], given: Partial<CallRecord> = {}): MemoryLedger {
  const ledger = createLedger()
  for (const call of calls) ledger.addCall(recordOf(call, given))
  return ledger
}

export function recordOf(call: MadeCall, given: Partial<CallRecord> = {}): CallRecord {
  const rates = RATES[call.model]
  const { input = 0n, cacheRead = 0n, output = 0n } = rates ?? {}
  // Half the price in batches, except for cached input.
  const factor = call.tier === 'batch' ? 2n : 1n
  const parts = {
    ...NO_PARTS,
    input: (BigInt(call.input - call.cacheRead) * input) / factor,
    cacheRead: BigInt(call.cacheRead) * cacheRead,
    output: (BigInt(call.output) * output) / factor,
  }
  return madeCall({
    startUnixNano: BigInt(call.atMillis) * 1_000_000n,
    requestModel: call.model,
    serviceTier: call.tier,
    nanoUsd: parts.input + parts.cacheRead + parts.output,
    parts,
    tokens: { input: call.input, output: call.output, cacheRead: call.cacheRead, cacheWrite: 0, reasoning: 0 },
    ...given,
  })
}

/** How a provider's statement differs from what happened. */
export interface StatementFaults {
  /** What the provider charges in place of the list price, by class. */
  readonly times?: Readonly<Partial<Record<'input' | 'cacheRead' | 'output', number>>>
  /** When its days begin, in hours after midnight UTC. */
  readonly shiftHours?: number
  /** Whether it tells amounts without usage. */
  readonly costsOnly?: boolean
}

interface Bucket {
  readonly model: string
  readonly tier: string | undefined
  requests: number
  input: number
  cacheRead: number
  output: number
}

/** OpenAI's usage and cost reports of the week, as its API returns them. */
export function openAiReports(
  calls: readonly MadeCall[],
  faults: StatementFaults = {},
): { usage: object; costs: object } {
  const { times = {}, shiftHours = 0 } = faults
  const days = Array.from({ length: DAYS }, () => new Map<string, Bucket>())
  for (const { atMillis, model, tier, input, cacheRead, output } of calls) {
    const day = days[Math.floor((atMillis - FIRST_DAY + shiftHours * HOUR_MILLIS) / DAY_MILLIS)]
    if (day === undefined) continue
    const key = `${model} ${tier}`
    const bucket = day.get(key) ?? { model, tier, requests: 0, input: 0, cacheRead: 0, output: 0 }
    day.set(key, bucket)
    bucket.requests += 1
    bucket.input += input
    bucket.cacheRead += cacheRead
    bucket.output += output
  }
  const page = (results: (bucket: Bucket) => readonly object[]): object => ({
    object: 'page',
    data: days.map((day, index) => ({
      object: 'bucket',
      start_time: (FIRST_DAY + index * DAY_MILLIS) / 1000,
      end_time: (FIRST_DAY + (index + 1) * DAY_MILLIS) / 1000,
      results: [...day.values()].flatMap(results),
    })),
    has_more: false,
    next_page: null,
  })
  const usage = page(({ model, tier, requests, input, cacheRead, output }) => [
    {
      object: 'organization.usage.completions.result',
      input_tokens: input,
      input_cached_tokens: cacheRead,
      output_tokens: output,
      num_model_requests: requests,
      model,
      batch: tier === 'batch',
      service_tier: tier === 'batch' || tier === undefined ? 'default' : tier,
    },
  ])
  const costs = page(({ model, tier, input, cacheRead, output }) => {
    const rates = RATES[model]
    const item = (what: string, tokens: number, rate: bigint | undefined, factor = 1): object => ({
      object: 'organization.costs.result',
      amount: {
        value: (tokens * Number(rate ?? 0n) * factor * (tier === 'batch' && what !== 'cached input' ? 0.5 : 1)) / 1e9,
        currency: 'usd',
      },
      line_item: `${model}, ${tier === 'batch' ? 'batch ' : ''}${what}`,
    })
    return [
      item('input', input - cacheRead, rates?.input, times.input),
      item('cached input', cacheRead, rates?.cacheRead, times.cacheRead),
      item('output', output, rates?.output, times.output),
    ]
  })
  return { usage, costs }
}
