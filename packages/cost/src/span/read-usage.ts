import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'
import type { CallUsage, TokenUsage, UnitUsage } from '../usage/call-usage.ts'
import { GENERATING_OPERATIONS } from './priced-operations.ts'

/** Usage as a span tells it. */
export interface SpanUsage extends CallUsage {
  /** True where the output is missing though the call generates text: a stream that was left early. */
  readonly isPartial: boolean
}

/** Where each part of the usage stands: the newest name first, then those of emitters that have not followed. */
const PARTS: readonly (readonly [
  part: Exclude<keyof TokenUsage, 'input' | 'output'>,
  name: string,
  olderName?: string,
])[] = [
  ['cacheRead', semconv.USAGE_CACHE_READ],
  ['cacheWrite', semconv.USAGE_CACHE_WRITE, semconv.USAGE_CACHE_CREATION],
  ['cacheWrite1h', semconv.COSTSPAN_USAGE_CACHE_WRITE_1H, semconv.ANTHROPIC_USAGE_CACHE_WRITE_1H],
  ['inputAudio', semconv.USAGE_INPUT_AUDIO],
  ['inputImage', semconv.USAGE_INPUT_IMAGE],
  ['cacheReadAudio', semconv.USAGE_CACHE_READ_AUDIO],
  ['cacheReadImage', semconv.USAGE_CACHE_READ_IMAGE],
  ['reasoning', semconv.USAGE_REASONING],
  ['outputAudio', semconv.USAGE_OUTPUT_AUDIO],
  ['outputImage', semconv.USAGE_OUTPUT_IMAGE],
]

/** Reads what a call used from the attributes of its span, or undefined where the span tells of no usage at all. */
export function readUsage(attributes: Attributes, operation: string): SpanUsage | undefined {
  const input = count(attributes[semconv.USAGE_INPUT])
  const output = count(attributes[semconv.USAGE_OUTPUT])
  const units = readUnits(attributes)
  if (input === undefined && output === undefined && units === undefined) return undefined

  const tokens: { -readonly [Part in keyof TokenUsage]: TokenUsage[Part] } = {
    input: (input ?? 0) + (count(attributes[semconv.ANTHROPIC_USAGE_COMPACTION_INPUT]) ?? 0),
    output: (output ?? 0) + (count(attributes[semconv.ANTHROPIC_USAGE_COMPACTION_OUTPUT]) ?? 0),
  }
  for (const [part, name, olderName] of PARTS) {
    const value = count(attributes[name]) ?? (olderName === undefined ? undefined : count(attributes[olderName]))
    if (value !== undefined && value !== 0) tokens[part] = value
  }
  const isPartial = output === undefined && input !== undefined && GENERATING_OPERATIONS.has(operation)
  return units === undefined ? { tokens, isPartial } : { tokens, units, isPartial }
}

/** Anything else than a number is no count. Whether the number makes sense is for the price calculation to judge. */
function count(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function readUnits(attributes: Attributes): UnitUsage | undefined {
  let units: Record<string, number> | undefined
  for (const name in attributes) {
    if (!name.startsWith('costspan.usage.')) continue
    const unit = unitOf(name)
    const value = attributes[name]
    if (unit === undefined || typeof value !== 'number') continue
    units ??= {}
    units[unit] = value
  }
  return units
}

function unitOf(name: string): string | undefined {
  if (name.startsWith(semconv.COSTSPAN_USAGE_UNITS)) return name.slice(semconv.COSTSPAN_USAGE_UNITS.length)
  if (name.startsWith(semconv.COSTSPAN_USAGE_TOOL_CALLS)) {
    return `tool.${name.slice(semconv.COSTSPAN_USAGE_TOOL_CALLS.length)}`
  }
  return undefined
}
