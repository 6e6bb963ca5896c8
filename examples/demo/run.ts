/**
 * The demo: a fake provider, the receiver of `costspan dev`, and a small application between them; traffic through it; and a
 * report of what it cost, which must agree to the nano-dollar with the bill that the provider computes on its own.
 */
import {
  createLedger,
  paletteFor,
  startLiveReport,
  startReceiver,
  summarise,
  type MemoryLedger,
  type Summary,
} from '@costspan/cli'
import { startFakeProvider, type FakeProvider } from '@costspan-test/fake-provider'
import { DEMO_HELP, demoOptions, type DemoOptions } from './demo-options.ts'
import { demoJson, demoReport } from './demo-report.ts'
import { startApp } from './start-app.ts'
import { driveTraffic } from './traffic/drive-traffic.ts'
import { planTraffic } from './traffic/plan-traffic.ts'

const SEED = 847
const LIVE_MILLIS = 10_000

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  let options: DemoOptions | undefined
  try {
    options = demoOptions(args)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${DEMO_HELP}`)
    return 2
  }
  if (options !== undefined) return runDemo(options)
  process.stdout.write(DEMO_HELP)
  return 0
}

async function runDemo(options: DemoOptions): Promise<number> {
  const provider = await startFakeProvider({ defaults: options.once ? {} : { firstByteDelayMillis: 120 } })
  const ledger = createLedger()
  const receiver = await startReceiver({ sink: ledger, port: 0 })
  try {
    await sendTraffic(provider, ledger, receiver.url, options)
  } finally {
    await receiver.close()
    await provider.close()
  }
  return report(summarise(ledger), provider, options)
}

async function sendTraffic(
  provider: FakeProvider,
  ledger: MemoryLedger,
  otlpUrl: string,
  options: DemoOptions,
): Promise<void> {
  const requests = planTraffic(SEED)
  for (const { id, behaviour } of requests) provider.script(behaviour, { headers: { 'x-client-request-id': id } })
  const app = await startApp(provider, otlpUrl)
  const stopLive = options.once ? () => undefined : showLive(ledger, requests.length)
  try {
    const durationMillis = options.once ? 0 : LIVE_MILLIS
    await driveTraffic(requests, { appUrl: app.url, durationMillis, maxConcurrent: options.once ? 8 : 64 })
  } finally {
    await app.stop()
    stopLive()
  }
}

function showLive(ledger: MemoryLedger, requests: number): () => void {
  const heading = `Acme Docs at work: ${requests} requests in ${LIVE_MILLIS / 1000} seconds`
  if (!process.stdout.isTTY) console.error(heading)
  return startLiveReport({ ledger, stream: process.stdout, heading, env: process.env })
}

function report(summary: Summary, provider: FakeProvider, { json }: DemoOptions): number {
  const bill = provider.bill()
  const palette = paletteFor(process.stdout, process.env)
  process.stdout.write(json ? `${JSON.stringify(demoJson(summary, bill))}\n` : demoReport(summary, bill, palette))
  if (summary.total.nanoUsd === bill.totalNanoUsd) return 0
  console.error(`Costspan counted ${summary.total.nanoUsd} nano-USD, the provider bills ${bill.totalNanoUsd} nano-USD`)
  return 1
}
