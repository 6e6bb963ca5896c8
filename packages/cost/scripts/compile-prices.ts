/**
 * Compiles the bundled prices: `npm run compile:prices -w @costspan/cost`.
 *
 * Run it after changing `prices/overlay.json` or the version of genai-prices; a test fails while it has not been run.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { compileCatalogue } from './compile-catalogue.ts'
import type { Overlay } from './overlay.ts'
import { readGenaiPrices } from './read-genai.ts'
import { renderCatalogue } from './render-catalogue.ts'

const OVERLAY = new URL('../prices/overlay.json', import.meta.url)
const MODULE = new URL('../src/prices/data/catalogue.ts', import.meta.url)

/** The text of the generated module, as it should be. */
export function compiledModule(): string {
  const overlay = JSON.parse(readFileSync(OVERLAY, 'utf8')) as Overlay
  const genai = readGenaiPrices()
  if (genai.version !== overlay.base.version) {
    throw new Error(
      `genai-prices ${genai.version} is installed, but the overlay was checked against ${overlay.base.version}: ` +
        'check what it now has itself, then change `base` of prices/overlay.json',
    )
  }
  return renderCatalogue(compileCatalogue(genai.providers, overlay), genai.licence)
}

if (import.meta.main) writeFileSync(MODULE, compiledModule())
