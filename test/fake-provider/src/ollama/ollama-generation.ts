import { type Answer, jsonAnswer, share, type Served, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Handler } from '../dialect.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { arrayAt, isObject, numberAt, objectAt, stringAt } from '../json.ts'
import { composeReply, type Reply } from '../reply.ts'
import { pieces } from '../text.ts'

/** Puts a piece of the answer where an endpoint has it. */
type PutText = (content: string, toolCalls?: readonly unknown[]) => Readonly<Record<string, unknown>>

/** `POST /api/chat`. */
export const ollamaChat: Handler = generation('ollama chat', (content, toolCalls) => ({
  message: { role: 'assistant', content, ...(toolCalls && { tool_calls: toolCalls }) },
}))

/** `POST /api/generate`. */
export const ollamaGenerate: Handler = generation('ollama generate', (content) => ({ response: content }))

/** Streams, as lines of JSON, unless the request says otherwise. */
function generation(endpoint: string, put: PutText): Handler {
  return (exchange, behaviour): Answer => {
    const { body } = exchange
    const model = requestedModel(exchange) ?? 'default'
    const reply = compose(exchange, behaviour, model)
    const served: Served = { endpoint, model, serviceTier: 'default', usage: reply.usage }
    const head = { model, created_at: new Date(0).toISOString() }
    const toolCalls = reply.toolCalls.map((call) => ({ function: call }))
    const end = { done: true, done_reason: behaviour.finishReason ?? 'stop', ...counts(reply, behaviour) }
    if (isObject(body) && body['stream'] === false) {
      return jsonAnswer({ ...head, ...put(reply.text, toolCalls.length > 0 ? toolCalls : undefined), ...end }, served)
    }
    return {
      status: 200,
      body: {
        kind: 'stream',
        contentType: 'application/x-ndjson',
        events: events(reply, (more) => line({ ...head, done: false, ...more }), put, end),
        errorEvent: () => line({ error: behaviour.error?.message ?? 'an error was encountered' }),
      },
      served: [served],
    }
  }
}

function compose({ body }: Exchange, behaviour: Behaviour, model: string): Reply {
  const texts = [arrayAt(body, 'messages'), stringAt(body, 'system'), stringAt(body, 'prompt')]
  return composeReply(
    {
      model,
      prompt: JSON.stringify(texts),
      maxTokens: numberAt(objectAt(body, 'options'), 'num_predict'),
      schema: undefined,
      forcedTool: undefined,
      choices: 1,
    },
    behaviour,
  )
}

function counts({ usage }: Reply, { rawUsage }: Behaviour): object {
  if (rawUsage !== undefined) return isObject(rawUsage) ? rawUsage : {}
  return { total_duration: 5_000_000, prompt_eval_count: usage.input, eval_count: usage.output }
}

function* events(
  { text, chunks, usage, toolCalls }: Reply,
  item: (more: object) => string,
  put: PutText,
  end: object,
): Generator<StreamEvent> {
  const parts = text === '' ? [] : pieces(text, chunks)
  for (const [index, part] of parts.entries()) {
    yield { wire: item(put(part)), content: true, outputTokens: share(usage.output, parts.length, index) }
  }
  const rest = parts.length === 0 ? usage.output : 0
  if (toolCalls.length > 0) {
    const wire = item(
      put(
        '',
        toolCalls.map((call) => ({ function: call })),
      ),
    )
    yield { wire, content: false, outputTokens: 0 }
  }
  yield { wire: item({ ...put(''), ...end }), content: false, outputTokens: rest }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
