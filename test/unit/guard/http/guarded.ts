import Anthropic from '@anthropic-ai/sdk'
import { type Behaviour, fakeHeaders, type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { type CallGuard, type CallGuardOptions, createCallGuard, type Fetch, guardedFetch } from '@costspan/guard'
import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { recordingGuard, type RecordingGuard } from './recording-guard.ts'

/** A provider, a guard and guarded clients for the tests of one file, new for each of them. */
export interface Guarded {
  readonly provider: FakeProvider
  readonly guard: RecordingGuard
  readonly callGuard: CallGuard
  readonly fetch: Fetch
  readonly openai: OpenAI
  readonly anthropic: Anthropic
}

export function useGuarded(options: CallGuardOptions = {}): Guarded {
  const state: { provider?: FakeProvider; guarded?: Guarded } = {}
  const guarded = (): Guarded => {
    if (state.guarded === undefined) throw new Error('the guard is made for each test')
    return state.guarded
  }
  beforeAll(async () => {
    state.provider = await startFakeProvider()
  })
  beforeEach(() => {
    const { provider } = state
    if (provider === undefined) throw new Error('the provider starts with the first test')
    provider.reset()
    const guard = recordingGuard()
    const callGuard = createCallGuard(guard, options)
    const fetch = guardedFetch(undefined, callGuard)
    state.guarded = {
      provider,
      guard,
      callGuard,
      fetch,
      openai: new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', maxRetries: 0, fetch }),
      anthropic: new Anthropic({ baseURL: provider.anthropicUrl, apiKey: 'key', maxRetries: 0, fetch }),
    }
  })
  afterAll(() => state.provider?.close())
  return {
    get provider() {
      return guarded().provider
    },
    get guard() {
      return guarded().guard
    },
    get callGuard() {
      return guarded().callGuard
    },
    get fetch() {
      return guarded().fetch
    },
    get openai() {
      return guarded().openai
    },
    get anthropic() {
      return guarded().anthropic
    },
  }
}

/** Request options that carry a behaviour. */
export function fake(behaviour: Behaviour): { headers: Record<string, string> } {
  return { headers: fakeHeaders(behaviour) }
}

export const HELLO: { role: 'user'; content: string }[] = [{ role: 'user', content: 'Hello, how are you today?' }]

/** What a call that must fail fails with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a rejection')
}
