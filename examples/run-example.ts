import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startFakeProvider } from '@costspan-test/fake-provider'
import { startRedis } from '../test/support/start-redis.ts'

/**
 * Runs an example as `npm start` does: `node ../run-example.ts app.mjs`. Without a key the provider is a local stand-in that
 * speaks its formats and keeps a bill; `costspan dev` receives the telemetry, and what it counted has to be that bill. With
 * `OPENAI_API_KEY` or `ANTHROPIC_API_KEY` set, the example asks the real provider.
 *
 * Flags before the file are those of Node.js, in place of the one that switches metering on; ours are `--own-prices`, `--redis`,
 * which starts a Redis unless `REDIS_URL` names one, and `--savings`, which prints what was saved by which means.
 */
const COSTSPAN = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url))
const given = process.argv.slice(2)
/** An example with prices of its own differs from the bill, which is that of the list. */
const hasOwnPrices = given.includes('--own-prices')
const needsRedis = given.includes('--redis')
const ledger = given.includes('--savings') ? join(mkdtempSync(join(tmpdir(), 'costspan-')), 'ledger.duckdb') : undefined
const OURS = new Set(['--own-prices', '--redis', '--savings'])
const args = given.filter((word) => !OURS.has(word))
const command = args.length === 1 ? ['--import', '@costspan/node/register', ...args] : args

const isPaid = process.env['OPENAI_API_KEY'] !== undefined || process.env['ANTHROPIC_API_KEY'] !== undefined
const provider = isPaid ? undefined : await startFakeProvider()
const redis = needsRedis && process.env['REDIS_URL'] === undefined ? await startRedis() : undefined
const keep = ledger === undefined ? [] : ['--ledger', ledger]
const dev = [COSTSPAN, 'dev', '--port', '0', '--json', ...keep, '--', process.execPath, ...command]
const child = spawn(process.execPath, dev, {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, ...keysOf(provider), ...(redis && { REDIS_URL: redis.url }) },
})
let report = ''
child.stdout.on('data', (chunk: Buffer) => (report += chunk.toString()))
const [code] = (await once(child, 'close')) as [number | null]
await redis?.stop()
const summary = JSON.parse(report.trimEnd().split('\n').at(-1) ?? '') as Summary
console.log(summaryText(summary))
if (ledger !== undefined) console.log(await savingsText(ledger))
process.exitCode = code ?? 1
if (provider !== undefined) {
  const billed = provider.bill().totalNanoUsd
  await provider.close()
  const isSame = String(billed) === summary.total_nano_usd
  console.log(`${hasOwnPrices ? ' ' : isSame ? '✓' : '✗'} the provider's own bill: ${usd(billed)}`)
  if (!isSame && !hasOwnPrices) process.exitCode = 1
}

/** The last line of `costspan dev --json`, as far as it is shown. */
interface Summary {
  readonly total_nano_usd: string
  readonly calls: number
  readonly failed_calls: number
  readonly retried_calls: number
  readonly by_feature: Readonly<Record<string, { readonly cost_usd: number }>>
  readonly by_user: Readonly<Record<string, { readonly cost_usd: number }>>
}

function keysOf(stand: Awaited<ReturnType<typeof startFakeProvider>> | undefined): NodeJS.ProcessEnv {
  if (stand === undefined) return {}
  return {
    OPENAI_API_KEY: 'no-key',
    OPENAI_BASE_URL: stand.openaiUrl,
    ANTHROPIC_API_KEY: 'no-key',
    ANTHROPIC_BASE_URL: stand.anthropicUrl,
    FAKE_PROVIDER_URL: stand.url,
  }
}

function summaryText({ calls, failed_calls, retried_calls, total_nano_usd, by_feature, by_user }: Summary): string {
  const failed = failed_calls === 0 ? '' : `, ${failed_calls} failed`
  const retried = retried_calls === 0 ? '' : `, ${retried_calls} retried`
  const lines = [`\n${calls} calls${failed}${retried}: ${usd(BigInt(total_nano_usd))}`]
  for (const [name, costs] of [
    ['feature', by_feature],
    ['user', by_user],
  ] as const) {
    const known = Object.entries(costs).filter(([key]) => key !== 'unattributed')
    for (const [key, { cost_usd }] of known) lines.push(`  ${name} ${key}: $${cost_usd}`)
  }
  return lines.join('\n')
}

/** What the report of the day says of savings. */
async function savingsText(file: string): Promise<string> {
  const report = [COSTSPAN, 'report', '--period', 'day', '--ledger', file, '--json']
  const { stdout } = await promisify(execFile)(process.execPath, report)
  rmSync(dirname(file), { recursive: true })
  const { savings } = JSON.parse(stdout) as { readonly savings: readonly Saving[] }
  const lines = savings.map(
    ({ feature, kind, saved_nano_usd: saved, spent_nano_usd: spent, net_nano_usd: net }) =>
      `  ${feature} by ${kind}: ${usd(BigInt(saved))} saved, ${usd(BigInt(spent))} spent on it, net ${usd(BigInt(net))}`,
  )
  return ['saved:', ...lines].join('\n')
}

interface Saving {
  readonly feature: string
  readonly kind: string
  readonly saved_nano_usd: string
  readonly spent_nano_usd: string
  readonly net_nano_usd: string
}

function usd(nanoUsd: bigint): string {
  if (nanoUsd < 0n) return `-${usd(-nanoUsd)}`

  const digits = String(nanoUsd).padStart(10, '0')
  return `$${digits.slice(0, -9)}.${digits.slice(-9)}`
}
