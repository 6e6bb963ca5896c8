import { fileURLToPath } from 'node:url'
import type { SdkName } from '../calls/measured-sdks.ts'

/** What is given to `--import`. */
export interface Preload {
  /** The name of its row. */
  readonly title: string
  /** Nothing is given where there is none. */
  readonly specifier?: string
  /** SDKs of which it records calls that ESM imports. */
  readonly sdks: readonly SdkName[]
}

const OPENAI: readonly SdkName[] = ['openai-6', 'openai-7']
const ALL: readonly SdkName[] = [...OPENAI, 'anthropic-1']

/** All that is measured, in the order of the table. */
export const PRELOADS: readonly Preload[] = [
  { title: 'nothing (bare)', sdks: ALL },
  { title: 'OpenTelemetry SDK alone, no exporter', specifier: file('otel-sdk.mjs'), sdks: ALL },
  { title: '@costspan/node/register', specifier: '@costspan/node/register', sdks: ALL },
  {
    title: '@opentelemetry/instrumentation-openai, synchronous hooks',
    specifier: file('opentelemetry.mjs'),
    sdks: ['openai-6'],
  },
  {
    title: '@traceloop/instrumentation-openai, loader hook',
    specifier: file('traceloop.mjs'),
    sdks: ['openai-6'],
  },
  {
    title: '@arizeai/openinference-instrumentation-openai, by hand',
    specifier: file('openinference.mjs'),
    sdks: OPENAI,
  },
  {
    title: '@arizeai/openinference-instrumentation-anthropic, by hand',
    specifier: file('openinference-anthropic.mjs'),
    sdks: ['anthropic-1'],
  },
  // By itself it sees what is required and nothing that is imported; it is here because that is how it is documented.
  { title: 'openlit.init(), which records nothing here', specifier: file('openlit.mjs'), sdks: ALL },
  { title: 'openlit.init(), loader hook', specifier: file('openlit-and-loader.mjs'), sdks: ALL },
  {
    title: '@langfuse/openai and @langfuse/otel',
    specifier: fileURLToPath(new URL('../peers/langfuse/preload.mjs', import.meta.url)),
    sdks: OPENAI,
  },
  { title: '@sentry/node', specifier: file('sentry.mjs'), sdks: ALL },
  { title: 'dd-trace/initialize.mjs', specifier: 'dd-trace/initialize.mjs', sdks: ALL },
]

function file(name: string): string {
  return fileURLToPath(new URL(`preloads/${name}`, import.meta.url))
}
