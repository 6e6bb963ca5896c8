import type { CostspanOptions } from './costspan-options.ts'
import { isPlainObject } from './plain-object.ts'

/**
 * Both settings in one, key by key; where both have a value, the second has it. A list replaces a list, except prices and
 * discounts: those of the second follow those of the first, because the last one that matches holds anyway. Budgets all hold.
 */
export function mergeOptions<Options extends CostspanOptions>(first: Options, second: Options): Options {
  const kept = second.priceCatalog === undefined ? first : withoutChecksum(first)
  return merged({ ...(kept as object) }, { ...(second as object) }) as Options
}

/** The checksum of one price file is none of another. */
function withoutChecksum<Options extends CostspanOptions>(options: Options): Options {
  if (options.priceCatalog === undefined) return options
  const { sha256: _, ...priceCatalog } = options.priceCatalog
  return { ...options, priceCatalog }
}

const ADDED_UP: ReadonlySet<string> = new Set(['prices', 'selfHosted', 'discounts', 'budgets'])

function merged(
  first: Readonly<Record<string, unknown>>,
  second: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result = { ...first }
  for (const [key, value] of Object.entries(second)) {
    const other = first[key]
    if (isPlainObject(other) && isPlainObject(value)) result[key] = merged(other, value)
    else result[key] = ADDED_UP.has(key) ? [other ?? [], value].flat() : value
  }
  return result
}
