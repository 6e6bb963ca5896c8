import { compileProvider } from '../compile-genai.ts'
import { readGenaiPrices } from '../read-genai.ts'
import { TOKEN_RATE_NAMES } from '../../src/prices/price-row.ts'
import type { StatedPrice } from './stated-price.ts'

/** The standard prices of the installed genai-prices, as they are without our overlay. */
export function readGenaiStated(atMillis: number): readonly StatedPrice[] {
  const { version, providers } = readGenaiPrices()
  return providers.flatMap((provider) =>
    compileProvider(provider, '1970-01-01').models.flatMap(({ id, prices }) => {
      const row = prices.findLast(({ from }) => from === undefined || Date.parse(from) <= atMillis)
      // A price that changes by the hour is no one price to compare.
      if (row === undefined || prices.some(({ daily }) => daily !== undefined)) return []
      const stated = TOKEN_RATE_NAMES.flatMap((name) => {
        const price = row[name]
        return price === undefined ? [] : [[name, Number(price)] as const]
      })
      return [
        {
          source: `genai-prices ${version}`,
          provider: provider.id,
          model: id,
          prices: Object.fromEntries(stated),
        },
      ]
    }),
  )
}
