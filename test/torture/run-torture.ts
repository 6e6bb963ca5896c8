import { startFakeProvider } from '@costspan-test/fake-provider'
import type { TortureAdapter } from './adapter.ts'
import { cases } from './cases.ts'
import type { TortureCase, TortureResult } from './torture-case.ts'

/** What came of one case. */
export interface CaseReport {
  readonly torture: TortureCase
  readonly results: readonly TortureResult[]
}

/** Puts a library to all cases, one after another, each with a provider that remembers nothing. */
export async function runTorture(adapter: TortureAdapter): Promise<readonly CaseReport[]> {
  const provider = await startFakeProvider()
  const reports: CaseReport[] = []
  for (const torture of cases) {
    provider.reset()
    const results = await torture
      .run(adapter, provider)
      .catch((error: unknown) => [{ passed: false, found: `it failed: ${String(error)}` }])
    reports.push({ torture, results })
  }
  await provider.close()
  return reports
}
