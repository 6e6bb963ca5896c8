import type { Provider } from '@pydantic/genai-prices'
import { checkPriceFile } from '../src/prices/parse-price-file.ts'
import type { PriceFile } from '../src/prices/price-file.ts'
import { applyOverlay } from './apply-overlay.ts'
import { compileProvider } from './compile-genai.ts'
import type { Overlay } from './overlay.ts'

/** The bundled catalogue: genai-prices, then the overlay. It is checked as a price file from outside would be. */
export function compileCatalogue(providers: readonly Provider[], overlay: Overlay): PriceFile {
  const compiled = Object.fromEntries(
    providers.map((provider) => [provider.id, compileProvider(provider, overlay.base.published)]),
  )
  return checkPriceFile({
    format: 'costspan.prices/1',
    version: `genai-prices-${overlay.base.version}+overlay-${overlay.version}`,
    published: overlay.base.published,
    providers: applyOverlay(compiled, overlay),
  })
}
