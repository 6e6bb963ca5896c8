import type { Answer } from './answer.ts'
import { createMessageBatch, messageBatchResults, storedMessageBatch } from './anthropic/anthropic-batches.ts'
import { countTokens, messages } from './anthropic/anthropic-messages.ts'
import type { Behaviour } from './behaviour.ts'
import type { Exchange } from './exchange.ts'
import { anthropicModelById, anthropicModels, openaiModelById, openaiModels } from './models.ts'
import { createBatch, fileContent, storedBatch, uploadFile } from './openai/openai-batches.ts'
import { chatCompletions } from './openai/openai-chat.ts'
import { completions } from './openai/openai-completions.ts'
import { embeddings } from './openai/openai-embeddings.ts'
import { images } from './openai/openai-images.ts'
import { moderations } from './openai/openai-moderations.ts'
import { responses, storedResponse } from './openai/openai-responses.ts'
import { speech } from './openai/openai-speech.ts'
import { transcriptions } from './openai/openai-transcriptions.ts'
import type { Store } from './store.ts'

export type Provider = 'openai' | 'anthropic'

/** Answers one endpoint. */
export type Handler = (exchange: Exchange, behaviour: Behaviour, store: Store) => Answer

/** Endpoints by method and path without the provider's prefix; `*` stands for one segment. */
const HANDLERS: Readonly<Record<Provider, Readonly<Record<string, Handler>>>> = {
  openai: {
    'POST /chat/completions': chatCompletions,
    'POST /responses': responses,
    'GET /responses/*': storedResponse,
    'POST /embeddings': embeddings,
    'POST /images/generations': images,
    'POST /images/edits': images,
    'POST /audio/speech': speech,
    'POST /audio/transcriptions': transcriptions,
    'POST /audio/translations': transcriptions,
    'POST /completions': completions,
    'POST /moderations': moderations,
    'GET /models': openaiModels,
    'GET /models/*': openaiModelById,
    'POST /files': uploadFile,
    'GET /files/*/content': fileContent,
    'POST /batches': createBatch,
    'GET /batches/*': storedBatch,
  },
  anthropic: {
    'POST /messages': messages,
    'POST /messages/count_tokens': countTokens,
    'POST /messages/batches': createMessageBatch,
    'GET /messages/batches/*': storedMessageBatch,
    'GET /messages/batches/*/results': messageBatchResults,
    'GET /models': anthropicModels,
    'GET /models/*': anthropicModelById,
  },
}

/**
 * Whose API a path is. Besides `/openai/v1` and `/anthropic/v1` there are plain `/v1`, where the path or the version
 * header tells, and Azure's `/openai/deployments/NAME`.
 */
export function providerOf(exchange: Exchange): Provider {
  if (exchange.path.startsWith('/anthropic/') || exchange.path.startsWith('/v1/messages')) return 'anthropic'
  return exchange.headers['anthropic-version'] === undefined ? 'openai' : 'anthropic'
}

export function findHandler(exchange: Exchange): Handler | undefined {
  const handlers = HANDLERS[providerOf(exchange)]
  const path = exchange.path.replace(/^\/openai\/deployments\/[^/]+|^(\/openai|\/anthropic)?\/v1|^\/openai/, '')
  const [first = '', ...ids] = path.slice(1).split('/')
  return (
    handlers[`${exchange.method} ${path}`] ?? handlers[`${exchange.method} /${[first, ...stars(first, ids)].join('/')}`]
  )
}

/** Puts `*` where ids stand: second after most collections, third after `messages/batches`. */
function stars(first: string, rest: readonly string[]): readonly string[] {
  const place = first === 'messages' ? 1 : 0
  return rest.map((segment, index) => (index === place ? '*' : segment))
}
