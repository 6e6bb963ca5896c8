import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../support/otlp-receiver.ts'
import type { AppEnd } from '../support/run-app.ts'
import { startFaultApp } from './run-metered.ts'

let provider: FakeProvider
let receiver: OtlpReceiver
beforeAll(async () => {
  provider = await startFakeProvider()
  receiver = await startOtlpReceiver()
})
afterAll(async () => {
  await receiver[Symbol.asyncDispose]()
  await provider.close()
})

/** Each crash, with the exit code and a word of what it prints without us, so that none is one by name alone. */
const CRASHES: readonly (readonly [crash: string, code: number, said: RegExp])[] = [
  ['throws where nobody catches it', 1, /boom/],
  ['rejects a promise that nobody handles', 1, /boom/],
  ['makes a call that fails and that nobody awaits', 1, /NotFoundError/],
  ['listens to uncaughtException', 0, /uncaughtException RangeError boom/],
  ['listens to unhandledRejection', 0, /unhandledRejection NotFoundError/],
  ['watches uncaught exceptions and lets them end it', 1, /uncaughtExceptionMonitor RangeError boom/],
  ['ends itself when an exception is uncaught', 42, /answered/],
  ['throws while a stream is being read', 1, /boom/],
  ['handles a rejection late', 0, /handled/],
]

/** What came out of a process, without the places in the code that a stack names. */
function shown({ stderr, ...end }: AppEnd): AppEnd {
  const lines = stderr.split('\n').filter((line) => !/^\s+at |^(?:file|node):.*:\d+$/.test(line))
  // Ids of requests and the port of the provider differ from call to call.
  return { ...end, stderr: lines.join('\n').replaceAll(/req_\w+|\d{4,}|'date': '.*'|date: '.*'/g, '*') }
}

describe('an application that', () => {
  it.each(CRASHES)('%s ends as it would without us', async (crash, code, said) => {
    const env = { ...receiver.env, CRASH: crash }
    const [bare, metered] = await Promise.all([
      startFaultApp('crashes.mjs', provider, env, 'bare').ended,
      startFaultApp('crashes.mjs', provider, env).ended,
    ])
    expect([bare.code, `${bare.stdout}${bare.stderr}`]).toEqual([code, expect.stringMatching(said)])
    expect(shown(metered)).toEqual(shown(bare))
  })
})
