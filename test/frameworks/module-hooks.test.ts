import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

/** Applications that import frameworks as their users do, and how many calls each makes, failed ones among them. */
const APPS: readonly (readonly [folder: string, calls: number])[] = [
  ['ai-7', 3],
  ['langchain', 8],
  ['agents', 6],
]

interface Accounts {
  readonly billed: string
  readonly metered: string
  readonly counted: number
}

describe('frameworks that are seen by the module hooks alone', () => {
  it.each(APPS)(
    'in %s cost what the provider bills, each of %i calls once',
    async (folder, calls) => {
      const app = fileURLToPath(new URL(`${folder}/app.ts`, import.meta.url))
      const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@costspan/source', app])
      const { billed, metered, counted } = JSON.parse(stdout.slice(stdout.indexOf('{"billed"'))) as Accounts
      expect({ metered, counted }).toEqual({ metered: billed, counted: calls })
      expect(BigInt(billed)).toBeGreaterThan(0n)
    },
    60_000,
  )
})
