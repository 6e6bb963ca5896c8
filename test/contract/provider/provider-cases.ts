import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { CallResponse } from '@costspan/instrumentation'

/** One answer of a provider in its own words, and what a provider file must read of it. */
export interface ProviderCase {
  readonly slug: string
  readonly name: string
  /** Where the provider documents this form of answer. */
  readonly source: string
  /** The methods that it answers; every operation of the provider where they are left out. */
  readonly operations?: readonly string[]
  readonly params: unknown
  readonly answer: unknown
  readonly expected: CallResponse
  /** The items of a stream with the same answer, where there are streams. */
  readonly items: readonly unknown[] | undefined
  /** All text that the stream generated. */
  readonly generatedText?: string
}

const fixtures = new URL('../../fixtures/providers/', import.meta.url)

/** The cases of one provider: `NAME.json`, and `NAME.chunks.jsonl` beside it for the items of its stream. */
export function providerCases(provider: string): readonly ProviderCase[] {
  const folder = new URL(`${provider}/`, fixtures)
  const slugs = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
  return slugs.map((slug) => ({
    slug,
    ...(JSON.parse(readFileSync(new URL(`${slug}.json`, folder), 'utf8')) as Omit<ProviderCase, 'slug' | 'items'>),
    items: itemsAt(new URL(`${slug}.chunks.jsonl`, folder)),
  }))
}

function itemsAt(file: URL): readonly unknown[] | undefined {
  if (!existsSync(file)) return undefined
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
}
