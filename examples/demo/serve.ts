/**
 * The demo without an end, for docker-compose.yml: Acme Docs before a fake provider, with the traffic of an afternoon every
 * five minutes, its telemetry sent to the collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names.
 */
import { once } from 'node:events'
import { startFakeProvider, type FakeProvider } from '@costspan-test/fake-provider'
import { startApp, type RunningApp } from './start-app.ts'
import { driveTraffic } from './traffic/drive-traffic.ts'
import { planTraffic } from './traffic/plan-traffic.ts'

const AFTERNOON_MILLIS = 300_000
const FIRST_SEED = 847

const provider = await startFakeProvider({ defaults: { firstByteDelayMillis: 120 } })
const app = await startApp(provider, process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? 'http://localhost:4318')
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT'), sendForEver(app, provider)])
// Requests are still on their way, and the application would answer them all before it ends: nobody waits for that here.
process.exit()

async function sendForEver({ url }: RunningApp, { script }: FakeProvider): Promise<never> {
  for (let seed = FIRST_SEED; ; seed++) {
    const requests = planTraffic(seed).map((request) => ({ ...request, id: `${seed}-${request.id}` }))
    for (const { id, behaviour } of requests) script(behaviour, { headers: { 'x-client-request-id': id } })
    await driveTraffic(requests, { appUrl: url, durationMillis: AFTERNOON_MILLIS, maxConcurrent: 64 })
    console.log(`Acme Docs has answered ${requests.length} requests`)
  }
}
