/** Starts a collector with a generated configuration and the provider's stand-in, runs the Python service, and shows what it cost. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startFakeProvider } from '@costspan-test/fake-provider'
import { builtCollector } from '../../test/stack/build-collector.ts'
import { ALL_SPANS, generatedConfig, SCRAPED } from '../../test/stack/collector/generated-config.ts'
import { spentNanoUsd } from '../../test/stack/collector/spent.ts'
import { pythonWithRequirements } from '../../test/stack/python/python-environment.ts'
import { collectorPlace, startCollector } from '../../test/stack/start-collector.ts'

const run = promisify(execFile)
const python = pythonWithRequirements(join(import.meta.dirname, 'requirements.txt'))
const provider = await startFakeProvider()
const place = await collectorPlace()
const config = await generatedConfig(place.folder, SCRAPED)
const collector = await startCollector(builtCollector(), { place, configs: [config('gateway.yaml'), ALL_SPANS] })
try {
  await run(python, [join(import.meta.dirname, 'service.py'), process.argv[2] ?? 'openai-v2'], {
    env: {
      PATH: process.env['PATH'],
      OTEL_SERVICE_NAME: 'answers',
      OTEL_RESOURCE_ATTRIBUTES: 'costspan.feature=answers,costspan.team=python',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.otlpUrl,
      OTEL_SEMCONV_STABILITY_OPT_IN: 'gen_ai_latest_experimental',
      OPENAI_BASE_URL: provider.openaiUrl,
      OPENAI_API_KEY: 'no-key',
    },
  })
  const billed = provider.bill().totalNanoUsd
  const counted = await countedUntil(billed)
  console.log(`the collector counted  ${counted} nano-USD for the feature answers`)
  console.log(`${counted === billed ? '✓' : '✗'} the provider billed  ${billed} nano-USD`)
  process.exitCode = counted === billed ? 0 : 1
} finally {
  await collector.stop()
  await provider.close()
  place.remove()
}

/** Counters arrive within seconds; a difference that stays is shown. */
async function countedUntil(billed: bigint): Promise<bigint> {
  for (let tries = 0; ; tries++) {
    const counted = spentNanoUsd(await collector.scrape(), { costspan_feature: 'answers' })
    if (counted === billed || tries === 60) return counted
    await sleep(500)
  }
}
