import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger, runCommandLine } from '@costspan/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, storyLedger } from './story-ledger.ts'

const AT = new Date(NOW).toISOString()
let folder = ''
let ledger = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-report-'))
  ledger = join(folder, 'ledger.duckdb')
  const written = await openLedger(ledger)
  await written.append(storyLedger().calls())
  await written.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function costspan(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (texts[name] += text) })
  const env = { COSTSPAN_CONFIG: '', COSTSPAN_WEBHOOK_SECRET: 'secret' }
  const code = await runCommandLine(args, { stdout: stream('stdout'), stderr: stream('stderr'), env })
  return { code, ...texts }
}

const asked = (...args: readonly string[]) => costspan(args[0] ?? '', '--ledger', ledger, '--at', AT, ...args.slice(1))

describe('costspan report', () => {
  it('has the totals of the ledger in its JSON', async () => {
    const { code, stdout } = await asked('report', '--json', '--budget', '$100')
    const { total, by_feature: features, budgets } = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(total.nano_usd).toBe(`${84n * 1_040_000_010n}`)
    expect(features.map(({ name, nano_usd: nano }: Record<string, string>) => [name, nano])).toEqual([
      ['chat', `${84n * 1_000_000_007n}`],
      ['search', `${84n * 40_000_003n}`],
    ])
    expect(budgets[0]).toMatchObject({ limit_usd: 100, forecast: { exhaustion: { is_over: true } } })
  })

  it('writes a file for each team', async () => {
    const { code } = await asked('report', '--by-team', '--format', 'html', '--out', join(folder, '{team}.html'))
    expect(code).toBe(0)
    expect(readdirSync(folder).filter((name) => name.endsWith('.html'))).toEqual(['search.html', 'support.html'])
    expect(readFileSync(join(folder, 'search.html'), 'utf8')).toContain('<h1>LLM cost of the week, team search</h1>')
  })

  it('posts to a webhook, signed, and says who did not take it', async () => {
    const bodies: { body: string; signature: unknown }[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        bodies.push({ body, signature: request.headers['x-costspan-signature'] })
        response.writeHead(request.url === '/full' ? 507 : 200).end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const posted = await asked(
      'report',
      '--webhook',
      `http://127.0.0.1:${port}/`,
      '--slack',
      `http://127.0.0.1:${port}/`,
    )
    const refused = await asked('report', '--slack', `http://127.0.0.1:${port}/full`)
    server.close()
    expect([posted.code, refused]).toEqual([
      0,
      { code: 1, stdout: '', stderr: `costspan report: 127.0.0.1:${port} answered 507\n` },
    ])
    expect(JSON.parse(bodies[0]?.body ?? '').text).toMatch(/^\*LLM cost of the week: \$87.3600\*/)
    expect(JSON.parse(bodies[1]?.body ?? '')).toMatchObject({ period: 'week', total: { calls: 168 } })
    expect(bodies[1]?.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/)
  })

  it.each([
    [['--period', 'year'], '--period is "year", expected one of day, week, month'],
    [['--format', 'mail'], 'a mail needs the addresses --from and --to'],
    [['--by-team', '--out', 'x.html'], '--out is "x.html", expected {team} in it'],
    [['--budget', 'much'], '--budget is "much", expected an amount such as "$10,000"'],
    [['--slack', 'secret-address'], '--slack is no http or https address'],
    [['--smtp', 'secret-address'], '--smtp is no address of a mail server'],
    [['--smtp', 'smtp://localhost'], 'a mail needs the addresses --from and --to'],
    [['--smtp', 'env'], 'COSTSPAN_SMTP_URL is no address of a mail server'],
    [['--at', '03/30/2026'], '--at is "03/30/2026", expected a day such as 2026-03-01'],
  ])('refuses %s in one sentence', async (args, message) => {
    const { code, stderr } = await costspan('report', ...args)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })

  it('says where to get a ledger when there is none', async () => {
    const { code, stderr } = await costspan('report', '--ledger', join(folder, 'none.duckdb'))
    expect([code, stderr]).toEqual([1, expect.stringContaining('there is no ledger')])
  })
})

describe('costspan anomalies and costspan forecast', () => {
  it('say that nothing is wrong, and how the month ends', async () => {
    expect(await asked('anomalies')).toEqual({ code: 0, stdout: 'Anomalies of 14 days\n  None\n', stderr: '' })
    const { code, stdout } = await asked('forecast', '--budget', '$1,000')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^2026-03 will have cost \$386\.88, with 80 % certainty .*\nthe budget of \$1,000.00 will last\n$/,
    )
  })

  it('give JSON', async () => {
    expect(JSON.parse((await asked('anomalies', '--json')).stdout)).toEqual([])
    const [forecast] = JSON.parse((await asked('forecast', '--json', '--team', 'search')).stdout)
    expect(forecast).toMatchObject({ status: 'forecast', month: '2026-03', exhaustion: null, surge: null })
  })
})
