import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Provider, findProvider } from '@pydantic/genai-prices'

/** What is read of the installed genai-prices. */
export interface GenaiPrices {
  readonly version: string
  readonly licence: string
  readonly providers: readonly Provider[]
}

/**
 * Reads all providers of the installed genai-prices. Its API finds a provider by id but lists none, so the ids are taken from
 * the text of its bundle, and each is then asked for.
 */
export function readGenaiPrices(): GenaiPrices {
  const bundle = createRequire(import.meta.url).resolve('@pydantic/genai-prices')
  const root = dirname(dirname(bundle))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const ids = [...readFileSync(join(root, 'dist', 'index.js'), 'utf8').matchAll(/^  \{\n    id: "([^"]+)"/gm)].map(
    (match) => match[1] ?? '',
  )
  if (ids.length < 40)
    throw new Error(`Only ${ids.length} provider ids were found in ${bundle}: has its format changed?`)
  const providers = ids.map((providerId) => {
    const provider = findProvider({ providerId })
    if (provider?.id !== providerId) throw new Error(`genai-prices does not find its provider ${providerId}`)
    return provider
  })
  return { version, licence: readFileSync(join(root, 'LICENSE'), 'utf8'), providers }
}
