import { startFakeProvider, type FakeProvider } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { startApp } from '../../support/run-app.ts'

const EXAMPLE = new URL('../../../examples/bundled/', import.meta.url)

let provider: FakeProvider
beforeAll(async () => {
  provider = await startFakeProvider()
  const { code, stderr } = await startApp(new URL('build.mjs', EXAMPLE), [], {}).ended
  expect([code, stderr]).toEqual([0, ''])
}, 120_000)
afterAll(() => provider.close())
beforeEach(() => provider.reset())

describe('an application in one file is metered', () => {
  it.each([
    ['by esbuild, that hands over its SDK', 'esbuild-patched.mjs'],
    ['by esbuild, with its packages outside', 'esbuild-external.mjs'],
    ['by webpack, that hands over its SDK', 'webpack-patched.mjs'],
    ['by webpack, with its SDK outside', 'webpack-external.mjs'],
  ])('built %s', async (_, bundle) => {
    await using receiver = await startOtlpReceiver()
    const env = { OPENAI_BASE_URL: provider.openaiUrl, OPENAI_API_KEY: 'test-key', ...receiver.env }
    const flags = ['--import', '@costspan/node/register']

    const { code, stderr } = await startApp(new URL(`dist/${bundle}`, EXAMPLE), flags, env).ended

    expect([code, stderr]).toEqual([0, ''])
    expect(receiver.spans.map(({ name }) => name)).toEqual(['chat gpt-4o'])
    expect(receiver.nanoUsd('costspan.cost')).toBe(Number(provider.bill().totalNanoUsd))
  })
})
