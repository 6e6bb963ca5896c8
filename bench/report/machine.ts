import { arch, availableParallelism, loadavg, platform } from 'node:os'
import { fileURLToPath } from 'node:url'
import { sdkVersion } from '../calls/sdk-copies.ts'
import { installedVersion } from './installed-version.ts'

/** Where and with what the figures were made, as a list in Markdown. */
export function machine(startLoad: number): string {
  return [
    `- ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node} on ${platform()} ${arch()}, ${availableParallelism()} cores`,
    `- load of the machine (one-minute average): ${startLoad.toFixed(1)} before, ${loadOfMachine().toFixed(1)} after; our own processes run one at a time and make 1`,
    `- openai ${sdkVersion('openai-6')} and ${sdkVersion('openai-7')}; @anthropic-ai/sdk ${sdkVersion('anthropic-1')}; OpenTelemetry SDK ${versionOf('@opentelemetry/sdk-trace')}`,
    `- ${PEERS.map((name) => `${name} ${versionOf(name)}`).join(', ')}, @langfuse/openai ${installedVersion('@langfuse/openai', LANGFUSE)}`,
  ].join('\n')
}

/** It has its own packages, because it asks for another major of the OpenTelemetry SDK. */
const LANGFUSE = fileURLToPath(new URL('../peers/langfuse/package.json', import.meta.url))

const PEERS = [
  '@opentelemetry/instrumentation-openai',
  '@traceloop/instrumentation-openai',
  '@arizeai/openinference-instrumentation-openai',
  '@arizeai/openinference-instrumentation-anthropic',
  'openlit',
  '@sentry/node',
  'dd-trace',
  '@pydantic/genai-prices',
  'tokenlens',
  'mitata',
]

/** How many processes wanted to run during the last minute. */
export function loadOfMachine(): number {
  return loadavg()[0] ?? NaN
}

function versionOf(name: string): string {
  return installedVersion(name, fileURLToPath(import.meta.url))
}
