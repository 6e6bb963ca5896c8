import { type Answer, jsonAnswer, share, type Served, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { isTrue, stringAt } from '../json.ts'
import { composeReply, type Reply } from '../reply.ts'
import { dataEvent } from '../sse.ts'
import { pieces } from '../text.ts'

/** Text generation as Text Generation Inference answers it. */
export function textGeneration(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = requestedModel(exchange) ?? 'default'
  const prompt = stringAt(body, 'inputs') ?? stringAt(body, 'prompt') ?? ''
  const reply = composeReply(
    { model, prompt, maxTokens: undefined, schema: undefined, forcedTool: undefined, choices: 1 },
    behaviour,
  )
  const served: Served = { endpoint: 'huggingface generation', model, serviceTier: 'default', usage: reply.usage }
  if (!isTrue(body, 'stream')) return jsonAnswer({ generated_text: reply.text }, served)
  return {
    status: 200,
    body: { kind: 'stream', events: events(reply), errorEvent: () => dataEvent({ error: 'Internal Server Error' }) },
    served: [served],
  }
}

function* events({ text, chunks, usage }: Reply): Generator<StreamEvent> {
  const parts = pieces(text, chunks)
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const item = {
      index,
      token: { id: index, text: part, logprob: -0.1, special: false },
      generated_text: isLast ? text : null,
      details: isLast
        ? { finish_reason: 'length', generated_tokens: usage.output, input_length: usage.input, seed: null }
        : null,
    }
    yield { wire: dataEvent(item), content: true, outputTokens: share(usage.output, parts.length, index) }
  }
}
