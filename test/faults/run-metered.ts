import type { FakeProvider } from '@costspan-test/fake-provider'
import { type RunningApp, startApp } from '../support/run-app.ts'

const REGISTER = ['--import', '@costspan/node/register']

/** Starts an application of this folder: metered from outside, or as it is. */
export function startFaultApp(
  name: string,
  provider: FakeProvider,
  env: Readonly<Record<string, string>>,
  metered: 'metered' | 'bare' = 'metered',
): RunningApp {
  const ofProvider = { OPENAI_BASE_URL: provider.openaiUrl, OPENAI_API_KEY: 'test-key' }
  return startApp(new URL(`apps/${name}`, import.meta.url), metered === 'metered' ? REGISTER : [], {
    ...ofProvider,
    ...env,
  })
}
