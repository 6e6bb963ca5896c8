import { createRequire } from 'node:module'
import type { Instrumentation } from '@opentelemetry/instrumentation'

const require = createRequire(import.meta.url)

/** What is called. */
export type ScenarioName = 'chat' | 'stream' | 'responses' | 'embeddings' | 'cached' | 'parallel' | 'failure'

/** A tool that makes spans of LLM calls. */
export interface Emitter {
  readonly sdk: 'openai' | 'anthropic'
  /** Whether the SDK is one that makes spans of its own calls, which are then switched on. */
  readonly isNative?: true
  /** The scenarios whose cost its spans tell to the nano-dollar. Of the others they lack the usage, or a part of it. */
  readonly prices: readonly ScenarioName[]
  /** Switches it on. Gives what to do with a client, where it has to be wrapped. */
  start(): Promise<{ readonly wrap?: (client: object) => object }>
}

/** The tools that are tested, each with its real package. */
export const emitters: Readonly<Record<string, Emitter>> = {
  '@opentelemetry/instrumentation-openai': {
    sdk: 'openai',
    // It has no name for cached tokens.
    prices: ['chat', 'stream', 'responses', 'embeddings', 'parallel', 'failure'],
    start: () => instrument('@opentelemetry/instrumentation-openai', 'OpenAIInstrumentation'),
  },
  '@traceloop/instrumentation-openai': {
    sdk: 'openai',
    // It ignores the usage of streams, cached tokens and embeddings, and never ends the span of a failure.
    prices: ['chat', 'responses', 'parallel'],
    start: () => instrument('@traceloop/instrumentation-openai', 'OpenAIInstrumentation'),
  },
  '@traceloop/instrumentation-anthropic': {
    sdk: 'anthropic',
    prices: ['chat', 'stream', 'cached', 'parallel', 'failure'],
    start: () => instrument('@traceloop/instrumentation-anthropic', 'AnthropicInstrumentation'),
  },
  '@arizeai/openinference-instrumentation-openai': {
    sdk: 'openai',
    // It ignores the usage of streams and of embeddings, and never ends the span of a failure.
    prices: ['chat', 'responses', 'cached', 'parallel'],
    start: () => instrument('@arizeai/openinference-instrumentation-openai', 'OpenAIInstrumentation'),
  },
  '@arizeai/openinference-instrumentation-anthropic': {
    sdk: 'anthropic',
    prices: ['chat', 'stream', 'cached', 'parallel', 'failure'],
    start: () => instrument('@arizeai/openinference-instrumentation-anthropic', 'AnthropicInstrumentation'),
  },
  '@arizeai/openinference-instrumentation-anthropic, around the spans of the SDK': {
    sdk: 'anthropic',
    isNative: true,
    prices: ['chat', 'stream', 'cached', 'parallel', 'failure'],
    start: () => instrument('@arizeai/openinference-instrumentation-anthropic', 'AnthropicInstrumentation'),
  },
  '@sentry/node': {
    sdk: 'openai',
    prices: ['chat', 'stream', 'responses', 'embeddings', 'cached', 'parallel', 'failure'],
    async start() {
      const { init } = await import('@sentry/node')
      // Version 11 makes no spans of OpenTelemetry any more, so that no processor sees them.
      init({
        dsn: 'http://key@127.0.0.1:1/1',
        tracesSampleRate: 1,
        skipOpenTelemetrySetup: true,
        transport: () => ({ send: () => Promise.resolve({}), flush: () => Promise.resolve(true) }),
      })
      return {}
    },
  },
  '@langfuse/openai': {
    sdk: 'openai',
    // It ignores the usage of embeddings.
    prices: ['chat', 'stream', 'responses', 'cached', 'parallel', 'failure'],
    async start() {
      const { observeOpenAI } = await import('@langfuse/openai')
      return { wrap: (client) => observeOpenAI(client) }
    },
  },
}

function instrument(packageName: string, className: string): Promise<object> {
  const module = require(packageName) as Readonly<Record<string, new () => Instrumentation>>
  const Class = module[className]
  if (Class === undefined) throw new TypeError(`${packageName} has no ${className}`)
  const instrumentation = new Class()
  instrumentation.setMeterProvider?.(noMetrics())
  instrumentation.enable()
  return Promise.resolve({})
}

/** `instrumentation-openai` expects its instruments to have been made, which the first meter provider does. */
function noMetrics(): ReturnType<typeof import('@opentelemetry/api').metrics.getMeterProvider> {
  const { metrics } = require('@opentelemetry/api') as typeof import('@opentelemetry/api')
  return metrics.getMeterProvider()
}
