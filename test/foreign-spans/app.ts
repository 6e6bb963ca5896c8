/**
 * An application that calls an SDK with a tool of others and with ours, one of them or both:
 * `app.ts <emitter> <alone | inside | outside>`, where the last says on which side of theirs our patch is. It prints what the
 * provider bills and what we count, by scenario, as JSON with decimal strings.
 */
import { createRequire } from 'node:module'
import { fakeHeaders } from '@costspan-test/fake-provider'
import { startBillCheck } from '../frameworks/harness/bill-check.ts'
import { emitters, type ScenarioName } from './emitters.ts'
import { scenariosOf } from './scenarios.ts'

const [name = '', side = 'alone'] = process.argv.slice(2)
const emitter = emitters[name]
if (emitter === undefined) throw new TypeError(`there is no emitter ${name}`)

// The workspace has the majors that most emitters still work with, the root has those of today.
const require = createRequire(
  new URL(emitter.isNative === true ? '../../package.json' : 'package.json', import.meta.url),
)
const check = await startBillCheck({ isSwitchedOn: side === 'inside' })
const { wrap = (client: object) => client } = await emitter.start()
const sdk = require(emitter.sdk === 'openai' ? 'openai' : '@anthropic-ai/sdk') as Sdk
if (side === 'outside') {
  check.switchOn()
  check.meter(emitter.sdk === 'openai' ? 'openai' : '@anthropic-ai/sdk', sdk)
}

const { provider } = check
const options = { apiKey: 'key', maxRetries: 0, openTelemetry: emitter.isNative === true }
const makeClient = (behaviour: object): object =>
  wrap(
    emitter.sdk === 'openai'
      ? new sdk.OpenAI({ ...options, baseURL: provider.openaiUrl, defaultHeaders: fakeHeaders(behaviour) })
      : new sdk.Anthropic({ ...options, baseURL: provider.anthropicUrl, defaultHeaders: fakeHeaders(behaviour) }),
  )

const found: Partial<Record<ScenarioName, unknown>> = {}
for (const [scenario, run] of Object.entries(scenariosOf(emitter.sdk, makeClient))) {
  const { billed, billedCalls, metered, counted, calls } = await check.run(run)
  found[scenario as ScenarioName] = {
    billed: String(billed),
    metered: String(metered),
    billedCalls,
    counted,
    statuses: calls.map(({ status }) => status),
    ours: check.metered.spans().filter(isOurs).length,
  }
}
process.stdout.write(JSON.stringify(found))
await check.close()

function isOurs({ instrumentationScope }: { readonly instrumentationScope: { readonly name: string } }): boolean {
  return instrumentationScope.name.startsWith('@costspan/instrumentation/')
}

interface Sdk {
  readonly OpenAI: new (options: object) => object
  readonly Anthropic: new (options: object) => object
}
