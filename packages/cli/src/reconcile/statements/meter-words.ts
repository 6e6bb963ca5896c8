import type { BilledClass } from './statement.ts'

/** The class that the words of a meter, a SKU or a usage type tell: `Cache Read Input Tokens`, `USE1-...-output-tokens`. */
export function classOfMeter(words: string): BilledClass | undefined {
  return METERS.find(([pattern]) => pattern.test(words))?.[1]
}

const METERS: readonly (readonly [RegExp, BilledClass])[] = [
  [/cache[-_ ]?write|cache[-_ ]?creation/i, 'cache_write'],
  [/cache[-_ ]?read|cached/i, 'cache_read'],
  [/audio/i, 'audio'],
  [/image/i, 'image'],
  [/search|tool/i, 'tool'],
  [/input|prompt/i, 'input'],
  [/output|completion|response|reasoning/i, 'output'],
]

/** How many tokens a quantity is, by its unit: `Tokens`, `1K tokens`, `1M Tokens`; undefined where it counts something else. */
export function tokensOf(
  quantity: string | undefined,
  unit: string | undefined,
  billedClass: BilledClass | undefined,
): number | undefined {
  const isTokens = billedClass !== undefined && !['tool', 'request', 'image', 'audio'].includes(billedClass)
  const amount = quantity === undefined || quantity === '' ? Number.NaN : Number(quantity)
  const [, scale = ''] = /^\s*([\d,]*\s*[KM]?)\s*(?:tokens?|units?)\s*$/i.exec(unit ?? '') ?? ['', undefined]
  if (!isTokens || !Number.isFinite(amount) || scale === undefined) return undefined
  return Math.round(amount * scaleOf(scale.replaceAll(',', '').trim().toUpperCase()))
}

function scaleOf(scale: string): number {
  const digits = Number(/^\d+/.exec(scale)?.[0] ?? 1)
  if (scale.endsWith('K')) return digits * 1_000
  return scale.endsWith('M') ? digits * 1_000_000 : digits
}
