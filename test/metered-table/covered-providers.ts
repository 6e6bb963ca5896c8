import { existsSync } from 'node:fs'
import { providers } from '@costspan/instrumentation'
import { providerCases } from '../contract/provider/provider-cases.ts'
import type { CoveredProvider } from './metered-table.ts'

const FIXTURES = new URL('../fixtures/providers/', import.meta.url)

/** Folders of fixtures that are not called as `gen_ai.provider.name` is. */
const FOLDERS: Readonly<Record<string, string>> = {
  mistral_ai: 'mistral',
}

/** The providers that have fixtures. Frameworks have none: the calls they make are those of the SDKs below them. */
export function coveredProviders(): readonly CoveredProvider[] {
  return providers.flatMap((provider) => {
    const folder = FOLDERS[provider.name] ?? provider.name
    return existsSync(new URL(`${folder}/`, FIXTURES)) ? [{ provider, cases: providerCases(folder) }] : []
  })
}
