import { type Accounts, startBillCheck } from './bill-check.ts'
import type { FakeProvider } from '@costspan-test/fake-provider'

/**
 * Runs an application whose frameworks are patched by the module hooks alone, as with `--import @costspan/node/register`, and
 * prints what both sides make of it, as JSON with decimal strings.
 */
export async function printAccounts(application: (provider: FakeProvider) => Promise<unknown>): Promise<void> {
  const check = await startBillCheck()
  const accounts: Accounts = await check.run(() => application(check.provider))
  process.stdout.write(
    JSON.stringify(accounts, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  )
  await check.close()
}
