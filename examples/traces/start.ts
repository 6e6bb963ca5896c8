/** Starts the servers of docker-compose.yml as processes, runs an application, and shows where its calls are found. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startFakeProvider } from '@costspan-test/fake-provider'
import { builtCollector } from '../../test/stack/build-collector.ts'
import { goToolPrograms } from '../../test/stack/tools/build-go-tool.ts'
import { GO_TOOLS } from '../../test/stack/tools/go-tools.ts'
import { startWholeStack } from '../../test/stack/whole/start-whole-stack.ts'
import { findTrace } from './find-trace.ts'

const programs = Object.assign({}, ...GO_TOOLS.map(goToolPrograms)) as Readonly<Record<string, string>>
const provider = await startFakeProvider()
const stack = await startWholeStack(programs, builtCollector())
try {
  const app = fileURLToPath(new URL('app.mjs', import.meta.url))
  const child = spawn(process.execPath, ['--import', '@costspan/node/register', app], {
    stdio: 'inherit',
    env: {
      ...process.env,
      OTEL_SERVICE_NAME: 'traces-example',
      OTEL_EXPORTER_OTLP_ENDPOINT: stack.otlpUrl,
      OPENAI_API_KEY: 'no-key',
      OPENAI_BASE_URL: provider.openaiUrl,
    },
  })
  await once(child, 'exit')

  const { traceId, nanoUsd } = await findTrace(stack.jaegerUrl)
  console.log(`\n${nanoUsd === provider.bill().totalNanoUsd ? '✓' : '✗'} one trace of ${nanoUsd} nano-USD, as billed:`)
  console.log(`  Jaeger  ${stack.jaegerUrl}/trace/${traceId}`)
  console.log(`  Tempo   ${stack.tempoUrl}/api/traces/${traceId}`)
  console.log(
    `  costs   ${stack.prometheusUrl}/graph?g0.expr=sum%20by%20(costspan_feature)%20(costspan_cost_USD_total)`,
  )
  if (!process.argv.includes('--once')) {
    console.log('\nCtrl-C ends all of them.')
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  }
} finally {
  await stack.stop()
  await provider.close()
}
