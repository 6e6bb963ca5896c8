import Anthropic from '@anthropic-ai/sdk'
import { type Behaviour, fakeHeaders, type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach } from 'vitest'

/** A provider for the tests of one file, forgetful between them, and bare clients of it. */
export interface Harness {
  readonly provider: FakeProvider
  readonly openai: OpenAI
  readonly anthropic: Anthropic
}

export function useProvider(): Harness {
  let harness: Harness | undefined
  const started = (): Harness => {
    if (harness === undefined) throw new Error('the provider starts with the first test')
    return harness
  }
  beforeAll(async () => {
    const provider = await startFakeProvider()
    harness = {
      provider,
      openai: new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', maxRetries: 0 }),
      anthropic: new Anthropic({ baseURL: provider.anthropicUrl, apiKey: 'key', maxRetries: 0 }),
    }
  })
  beforeEach(() => started().provider.reset())
  afterAll(() => started().provider.close())
  return {
    get provider() {
      return started().provider
    },
    get openai() {
      return started().openai
    },
    get anthropic() {
      return started().anthropic
    },
  }
}

/** Request options that carry a behaviour. */
export function fake(behaviour: Behaviour): { headers: Record<string, string> } {
  return { headers: fakeHeaders(behaviour) }
}

export const HELLO: { role: 'user'; content: string }[] = [{ role: 'user', content: 'Hello' }]

export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of stream) items.push(item)
  return items
}

/** What a call that must fail fails with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a rejection')
}
