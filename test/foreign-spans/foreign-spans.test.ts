import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { emitters } from './emitters.ts'

/** What both sides make of one scenario. */
interface Account {
  readonly billed: string
  readonly metered: string
  readonly billedCalls: number
  readonly counted: number
  readonly statuses: readonly string[]
  /** How many spans we made. */
  readonly ours: number
}

type Accounts = Readonly<Record<string, Account>>

const APP = fileURLToPath(new URL('app.ts', import.meta.url))

async function accountsOf(emitter: string, side: string): Promise<Accounts> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@costspan/source', APP, emitter, side])
  return JSON.parse(stdout) as Accounts
}

/** A failed call is counted and not billed. */
function calls(scenario: string, { billedCalls }: Account): number {
  return scenario === 'failure' ? 1 : billedCalls
}

describe.each(Object.entries(emitters))('spans of %s', (name, emitter) => {
  it('are priced as the provider bills, where they tell enough', async () => {
    const accounts = await accountsOf(name, 'alone')
    for (const scenario of emitter.prices) {
      const account = accounts[scenario]
      expect({ scenario, ...account }).toMatchObject({
        scenario,
        metered: account?.billed,
        counted: account && calls(scenario, account),
        ours: 0,
      })
    }
  }, 60_000)

  it.each(['inside', 'outside'])(
    'are not counted again with our patch %s of theirs',
    async (side) => {
      const accounts = await accountsOf(name, side)
      expect(Object.keys(accounts)).not.toEqual([])
      for (const [scenario, account] of Object.entries(accounts)) {
        expect({ scenario, ...account }).toMatchObject({
          scenario,
          metered: account.billed,
          counted: calls(scenario, account),
          // Where the SDK traces itself, our patch stands aside.
          ours: emitter.isNative === true ? 0 : calls(scenario, account),
        })
      }
    },
    60_000,
  )
})
