import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { composeReply, type Reply } from '../reply.ts'

/** A call of a model, whichever endpoint it came by. */
export interface ModelCall {
  readonly exchange: Exchange
  readonly behaviour: Behaviour
  /** As the path names it: an id, an inference profile or an ARN. */
  readonly modelId: string
  readonly reply: Reply
}

export function composeCall(exchange: Exchange, behaviour: Behaviour, maxTokens: number | undefined): ModelCall {
  const modelId = modelIdOf(exchange)
  const request = {
    model: modelId,
    prompt: JSON.stringify(exchange.body),
    maxTokens,
    schema: undefined,
    forcedTool: undefined,
    choices: 1,
  }
  // A model of embeddings says nothing.
  const said = /embed/.test(modelId) ? { text: '', ...behaviour } : behaviour
  return { exchange, behaviour, modelId, reply: composeReply(request, said) }
}

function modelIdOf({ path }: Exchange): string {
  return decodeURIComponent(/\/model\/(.+)\/[^/]+$/.exec(path)?.[1] ?? '')
}
