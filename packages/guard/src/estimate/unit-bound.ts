import type { Rates } from '@costspan/cost/prices'
import type { WireCall } from '../http/wire-call.ts'
import { askedCount } from './asked-count.ts'

/** How often a tool of the provider may be called where the request sets no limit. */
const ASSUMED_TOOL_CALLS = 10

/** Speech at its most compressed is 1,000 bytes a second. */
const BYTES_PER_AUDIO_SECOND = 1_000

/** Tools that are billed by the call, by the type that a request gives them. */
const BILLED_TOOLS: readonly (readonly [type: RegExp, unit: string])[] = [
  [/^web_search/, 'tool.web_search'],
  [/^web_fetch/, 'tool.web_fetch'],
  [/^file_search/, 'tool.file_search'],
  [/^code_interpreter/, 'tool.code_interpreter'],
]

/** The most pico-USD that a request can be billed for something else than tokens: tools, pictures, characters, seconds. */
export function unitBound(call: WireCall, rates: Rates): bigint {
  const { operation, body, bodyBytes } = call
  let picoUsd = rates.units['request'] ?? 0n
  for (const { unit, calls } of billedTools(body)) picoUsd += (rates.units[unit] ?? 0n) * BigInt(calls)
  if (operation?.name === 'image_generation')
    picoUsd += dearestImage(rates) * BigInt(Math.max(1, askedCount(body['n'], 1)))
  if (operation?.name === 'speech') picoUsd += (rates.units['characters'] ?? 0n) * BigInt(bodyBytes)
  if (operation?.name === 'transcription') {
    picoUsd += (rates.units['audio_seconds'] ?? 0n) * BigInt(Math.ceil(bodyBytes / BYTES_PER_AUDIO_SECOND))
  }
  return picoUsd
}

function billedTools({ tools, max_tool_calls: maxToolCalls }: WireCall['body']): { unit: string; calls: number }[] {
  if (!Array.isArray(tools)) return []
  return tools.flatMap((tool: unknown) => {
    const { type, max_uses: maxUses } = (tool ?? {}) as { readonly type?: unknown; readonly max_uses?: unknown }
    const unit = typeof type === 'string' ? BILLED_TOOLS.find(([pattern]) => pattern.test(type))?.[1] : undefined
    return unit === undefined ? [] : [{ unit, calls: askedCount(maxUses ?? maxToolCalls, ASSUMED_TOOL_CALLS) }]
  })
}

function dearestImage({ units }: Rates): bigint {
  const rates = Object.entries(units).map(([unit, rate]) => (unit.startsWith('image.') ? rate : 0n))
  return rates.reduce((most, rate) => (rate > most ? rate : most), 0n)
}
