import { type Behaviour, fakeHeaders } from '@costspan-test/fake-provider'
import type { SeededRandom } from '../../../examples/demo/traffic/seeded-random.ts'

/** One way to call a provider, as applications do. What it rejects with is part of the mix. */
export interface MixedCall {
  readonly name: string
  /** How often it is drawn, relative to the others. */
  readonly weight: number
  readonly run: (random: SeededRandom) => Promise<unknown>
}

/** A provider in the mix: the modules of its SDK to meter, and the calls to make. */
export interface MixedProvider {
  /** As in the table of providers. */
  readonly name: string
  readonly modules: readonly unknown[]
  /** @param url the root of the fake provider */
  readonly calls: (url: string) => readonly MixedCall[]
}

/** Request options that carry a behaviour. */
export function fake(behaviour: Behaviour): { headers: Record<string, string> } {
  return { headers: fakeHeaders(behaviour) }
}

/** Text input of some thousand tokens, a part of it cached. */
export function cachedInput(random: SeededRandom, most = 30_000): { input: number; cacheRead: number } {
  const input = random.between(1, most)
  return { input, cacheRead: random.pick([0, random.between(0, input)]) }
}

/** Reads a stream to its end. */
export async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}
