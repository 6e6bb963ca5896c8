import {
  type Attributes,
  type Context,
  context,
  SpanKind,
  trace,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api'
import { writeResponse, writeUsage } from '../../call/response-attributes.ts'
import { type CallObserver, onceAndNeverThrowing } from '../../observe/call-observer.ts'
import { isAsyncIterable, observeStream } from '../../observe/observe-stream.ts'
import * as semconv from '../../semconv.ts'
import { VERSION } from '../../version.ts'
import { type ModelTotals, usageOf, usedSince } from './model-totals.ts'

/** How a run is metered. */
export interface MeterClaudeRunOptions {
  /** Where the spans go. Default: the global tracer provider. */
  readonly tracerProvider?: TracerProvider
}

/**
 * Meters a run of the Claude Agent SDK, whose calls are made by a process of its own, where no instrumentation sees them.
 *
 * Each result of the run becomes one span a model, with all tokens that the model has used since the result before: those of
 * sub-agents and of the small helpers that the messages do not show among them. They are priced like any call, by their tokens
 * and not by the SDK's own `total_cost_usd`. A run that is left before its result tells nothing of what it used.
 *
 * @example
 * ```ts
 * import { query } from '@anthropic-ai/claude-agent-sdk'
 * import { meterClaudeRun } from '@costspan/instrumentation'
 *
 * for await (const message of meterClaudeRun(query({ prompt: 'Why is the sky blue?' }))) console.log(message.type)
 * ```
 *
 * @returns the run itself, whose messages are watched as they are read
 * @throws TypeError when the run cannot be iterated
 */
export function meterClaudeRun<Run extends AsyncIterable<unknown>>(run: Run, options: MeterClaudeRunOptions = {}): Run {
  if (!isAsyncIterable(run))
    throw new TypeError(`meterClaudeRun: the run must be what query() returns, got ${typeof run}`)
  const provider = options.tracerProvider ?? trace.getTracerProvider()
  const tracer = provider.getTracer('@costspan/instrumentation/claude-agent', VERSION, {
    schemaUrl: semconv.SCHEMA_URL,
  })
  observeStream(
    run,
    onceAndNeverThrowing(runObserver(tracer, context.active()), () => {}),
  )
  return run
}

/** A message of a run, as far as it is looked at. */
interface RunMessage {
  readonly type?: string
  readonly modelUsage?: Readonly<Record<string, ModelTotals>>
}

function runObserver(tracer: Tracer, parent: Context): CallObserver {
  const earlier = new Map<string, ModelTotals>()
  let startTime = Date.now()
  return {
    onItem(item) {
      const { type, modelUsage = {} } = item as RunMessage
      if (type !== 'result') return undefined
      for (const [model, totals] of Object.entries(modelUsage)) {
        const used = usedSince(earlier.get(model), totals)
        earlier.set(model, totals)
        if (used !== undefined) recordUse(tracer, parent, startTime, model, used)
      }
      startTime = Date.now()
      return undefined
    },
    onEnd() {},
  }
}

const PROVIDERS: Readonly<Record<string, string>> = { bedrock: 'aws.bedrock', vertex: 'gcp.vertex_ai' }

function recordUse(tracer: Tracer, parent: Context, startTime: number, model: string, used: ModelTotals): void {
  const attributes: Attributes = {
    [semconv.GEN_AI_OPERATION_NAME]: 'chat',
    [semconv.GEN_AI_PROVIDER_NAME]: PROVIDERS[used.provider ?? ''] ?? 'anthropic',
    [semconv.GEN_AI_REQUEST_MODEL]: model,
  }
  const webSearches = used.webSearchRequests ?? 0
  writeResponse(attributes, {
    model: used.canonicalModel,
    toolCalls: webSearches === 0 ? undefined : { web_search: webSearches },
  })
  writeUsage(attributes, usageOf(used))
  const span = tracer.startSpan(`chat ${model}`, { kind: SpanKind.CLIENT, attributes, startTime }, parent)
  span.end()
}
