import type { CostContext } from '@costspan/cost'
import { usdToNano } from '@costspan/cost/prices'
import { parseCsv } from './parse-csv.ts'

/** A call of the past. */
export interface PastCall {
  readonly atMillis: number
  /** Undefined when its cost is unknown. */
  readonly nanoUsd: bigint | undefined
  readonly context: CostContext
  readonly model: string
  readonly inputTokens: number
  readonly outputTokens: number
}

/** The names that a value may have, in files of ours and of others. */
const NAMES = {
  time: ['time', 'timestamp', 'at', 'start_time'],
  cost: ['cost_usd', 'cost', 'usd', 'gen_ai.usage.cost.amount'],
  nanoUsd: ['nano_usd', 'costspan.cost.nano_usd'],
  model: ['model', 'gen_ai.response.model', 'gen_ai.request.model'],
  inputTokens: ['input_tokens', 'gen_ai.usage.input_tokens'],
  outputTokens: ['output_tokens', 'gen_ai.usage.output_tokens'],
} as const

const CONTEXT_NAMES: Readonly<Record<Exclude<keyof CostContext, 'tags'>, readonly string[]>> = {
  user: ['user', 'user.id', 'user_id'],
  feature: ['feature', 'costspan.feature'],
  team: ['team', 'costspan.team'],
  tenant: ['tenant', 'costspan.tenant'],
  tier: ['tier', 'costspan.tier'],
  session: ['session', 'session.id', 'session_id'],
  conversation: ['conversation', 'gen_ai.conversation.id'],
  agent: ['agent', 'gen_ai.agent.name'],
  run: ['run', 'costspan.run'],
}

type Row = Readonly<Record<string, unknown>>

/**
 * Reads calls from CSV with a heading, or from JSON lines, in the order of time.
 *
 * @throws TypeError naming the line that is wrong
 */
export function readCalls(text: string): readonly PastCall[] {
  const rows = text.trimStart().startsWith('{') ? jsonLines(text) : parseCsv(text)
  return rows.map((row, index) => callOf(row, index + 1)).toSorted((a, b) => a.atMillis - b.atMillis)
}

function callOf(row: Row, number: number): PastCall {
  const time = valueOf(row, NAMES.time)
  const atMillis = typeof time === 'number' || /^\d+$/.test(time ?? '') ? Number(time) : Date.parse(time ?? '')
  if (!Number.isFinite(atMillis))
    throw new TypeError(`row ${number}: time must be an instant, got ${JSON.stringify(time)}`)
  return {
    atMillis,
    nanoUsd: costOf(row, number),
    context: contextOf(row),
    model: String(valueOf(row, NAMES.model) ?? 'unknown'),
    inputTokens: Number(valueOf(row, NAMES.inputTokens) ?? 0),
    outputTokens: Number(valueOf(row, NAMES.outputTokens) ?? 0),
  }
}

function contextOf(row: Row): CostContext {
  const present = Object.entries(CONTEXT_NAMES).flatMap(([field, names]): [string, string][] => {
    const value = valueOf(row, names)
    return value === undefined ? [] : [[field, String(value)]]
  })
  return Object.fromEntries<string>(present)
}

function costOf(row: Row, number: number): bigint | undefined {
  const nano = valueOf(row, NAMES.nanoUsd)
  if (nano !== undefined) return BigInt(nano)
  const usd = valueOf(row, NAMES.cost)
  if (usd === undefined) return undefined
  const nanoUsd = usdToNano(typeof usd === 'string' ? usd.replace(/^\$\s*/, '') : usd)
  if (nanoUsd === undefined)
    throw new TypeError(`row ${number}: cost_usd must be an amount, got ${JSON.stringify(usd)}`)
  return nanoUsd
}

function valueOf(row: Row, names: readonly string[]): string | number | undefined {
  for (const name of names) {
    const value = row[name]
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return value
  }
  return undefined
}

function jsonLines(text: string): readonly Row[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as Row
      } catch (cause) {
        throw new TypeError(`line ${index + 1} must be JSON`, { cause })
      }
    })
}
