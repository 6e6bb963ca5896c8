import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger, runCommandLine } from '@costspan/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, storyLedger } from '../reports/story-ledger.ts'

let folder = ''
const path = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-economics-'))
  const ledger = await openLedger(path('ledger.duckdb'))
  await ledger.append(storyLedger().calls())
  await ledger.close()
  const lines = ['economics:', '  targetMargin: 50%', '  tiers: [{ tier: pro, price: $20 }]']
  const costs = '  costs: [{ category: operational, name: evaluation, month: 250 }]'
  writeFileSync(path('costspan.yaml'), `${[...lines, costs].join('\n')}\n`)
  writeFileSync(path('plans.csv'), 'tier,price\npro,$10\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function economics(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (texts[name] += text) })
  const given = [
    '--ledger',
    path('ledger.duckdb'),
    '--at',
    new Date(NOW).toISOString(),
    '--config',
    path('costspan.yaml'),
  ]
  const io = { stdout: stream('stdout'), stderr: stream('stderr'), env: {} }
  return { code: await runCommandLine(['economics', ...given, ...args], io), ...texts }
}

describe('costspan economics', () => {
  it('takes revenue, margin and costs from costspan.yaml', async () => {
    const { tiers, month } = JSON.parse((await economics('--json')).stdout)
    expect(tiers).toMatchObject([
      { tier: 'unattributed', revenue_usd: null },
      {
        tier: 'pro',
        users: 1,
        revenue_usd: 20,
        cost_nano_usd: `${360n * 40_000_003n}`,
        suggested_limits_usd: { month: 10 },
      },
    ])
    expect(month.lines).toEqual([{ category: 'operational', name: 'evaluation', usd: 250 }])
  })

  it('lets the files and options of the command line win', async () => {
    const { code, stdout } = await economics('--revenue', path('plans.csv'), '--margin', '20')
    expect(code).toBe(0)
    expect(stdout).toMatch(/pro\s+1\s+\$10\.0000\s+\$14\.4000\s+−\$4\.4000\s+−44\.0 %/)
    expect(stdout).toMatch(/pro\s+\$8\.0000\s+\$1\.6000\s+\$0\.400000/)
  })

  it.each([
    [['--revenue', 'nowhere.csv'], '--revenue nowhere.csv: ENOENT'],
    [['--margin', 'most'], '--margin is "most", expected a number above 0 and up to 100'],
  ])('refuses %s in one sentence', async (args, message) => {
    const { code, stderr } = await economics(...args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})
