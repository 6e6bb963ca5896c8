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

const CRASHES = [
  'throws where nobody catches it',
  'rejects a promise that nobody handles',
  'makes a call that fails and that nobody awaits',
  'listens to uncaughtException',
  'listens to unhandledRejection',
  'watches uncaught exceptions and lets them end it',
  'ends itself when an exception is uncaught',
  'throws while a stream is being read',
  'handles a rejection late',
]

/** What came out of a process, without the places in the code that a stack names. */
function shown({ stderr, ...end }: AppEnd): AppEnd {
  const lines = stderr.split('\n').filter((line) => !/^\s+at |^(?:file|node):.*:\d+$/.test(line))
  // Ids of requests and the port of the provider differ from call to call.
  return { ...end, stderr: lines.join('\n').replaceAll(/req_\w+|\d{4,}|'date': '.*'|date: '.*'/g, '*') }
}

describe('an application that', () => {
  it.each(CRASHES)('%s ends as it would without us', async (crash) => {
    const env = { ...receiver.env, CRASH: crash }
    const [bare, metered] = await Promise.all([
      startFaultApp('crashes.mjs', provider, env, 'bare').ended,
      startFaultApp('crashes.mjs', provider, env).ended,
    ])
    expect(shown(metered)).toEqual(shown(bare))
  })
})
