import type { PriceOrigin } from '../src/prices/price-file.ts'
import type { OverlayEntry } from './overlay.ts'

/** The page that an entry was read from, as the origin of all prices of a model. */
export function wholeOrigin({ source, checked }: OverlayEntry): PriceOrigin {
  return { url: source, checked }
}

/** What an entry says of where prices come from: of those that it fills in, of its tiers, of its regions. */
export function originsOfEntry(entry: OverlayEntry): readonly PriceOrigin[] {
  const origin = wholeOrigin(entry)
  const { units, ...tokens } = entry.fill ?? {}
  const rates = Object.keys({ ...tokens, ...units, ...entry.fillMultiple })
  const rows = (entry.rows ?? []).map(({ from, serviceTier, times }) => ({
    ...origin,
    ...(from !== undefined && { from }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(times !== undefined && { times }),
  }))
  const regions = Object.entries(entry.regions ?? {}).map(([region, times]) => ({ ...origin, region, times }))
  return [...(rates.length > 0 ? [{ ...origin, rates }] : []), ...rows, ...regions]
}
