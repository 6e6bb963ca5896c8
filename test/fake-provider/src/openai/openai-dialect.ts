import { type Dialect, errorJson, type Handler } from '../dialect.ts'
import { openaiModelById, openaiModels } from '../models.ts'
import { requestId } from '../request-id.ts'
import { createBatch, fileContent, listedBatches, storedBatch, uploadFile } from './openai-batches.ts'
import { chatCompletions } from './openai-chat.ts'
import { completions } from './openai-completions.ts'
import { embeddings } from './openai-embeddings.ts'
import { errorBody, notFound } from './openai-errors.ts'
import { images } from './openai-images.ts'
import { organizationCosts, organizationUsage } from './openai-organization.ts'
import { moderations } from './openai-moderations.ts'
import { responses, storedResponse } from './openai-responses.ts'
import { speech } from './openai-speech.ts'
import { transcriptions } from './openai-transcriptions.ts'

/** Endpoints by method and path without the prefix; `*` stands for one segment. */
const HANDLERS: Readonly<Record<string, Handler>> = {
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
  'GET /batches': listedBatches,
  'GET /batches/*': storedBatch,
  'GET /organization/usage/completions': organizationUsage,
  'GET /organization/usage/embeddings': organizationUsage,
  'GET /organization/costs': organizationCosts,
}

/** OpenAI at `/openai/v1` and at plain `/v1`, and Azure's `/openai/deployments/NAME`. */
export const openaiDialect: Dialect = {
  speaks: () => true,
  handler(exchange) {
    const path = exchange.path.replace(/^\/openai\/deployments\/[^/]+|^(\/openai)?\/v1|^\/openai/, '')
    const starred = path.replace(/^(\/[^/]+)\/[^/]+/, '$1/*')
    return HANDLERS[`${exchange.method} ${path}`] ?? HANDLERS[`${exchange.method} ${starred}`]
  },
  headers: (exchange) => ({
    'x-request-id': requestId(exchange),
    'openai-organization': 'org-fake',
    'openai-processing-ms': '12',
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-remaining-requests': '9999',
  }),
  error: (_exchange, status, override) => errorJson(status, errorBody(status, override)),
  unknownUrl: ({ method, path }) => notFound(`Invalid URL (${method} ${path})`),
}
