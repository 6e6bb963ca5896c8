import { type Dialect, errorJson, type Handler } from '../dialect.ts'
import { anthropicModelById, anthropicModels } from '../models.ts'
import { requestId } from '../request-id.ts'
import {
  createMessageBatch,
  listedMessageBatches,
  messageBatchResults,
  storedMessageBatch,
} from './anthropic-batches.ts'
import { anthropicErrorBody, anthropicRefusal } from './anthropic-errors.ts'
import { countTokens, messages } from './anthropic-messages.ts'
import { costReport, usageReport } from './anthropic-organization.ts'

/** Endpoints by method and path without the prefix; `*` stands for one segment. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'POST /messages': messages,
  'POST /messages/count_tokens': countTokens,
  'POST /messages/batches': createMessageBatch,
  'GET /messages/batches': listedMessageBatches,
  'GET /messages/batches/*': storedMessageBatch,
  'GET /messages/batches/*/results': messageBatchResults,
  'GET /organizations/usage_report/messages': usageReport,
  'GET /organizations/cost_report': costReport,
  'GET /models': anthropicModels,
  'GET /models/*': anthropicModelById,
}

/** Anthropic at `/anthropic/v1`, and at plain `/v1` where the path or the version header tells. */
export const anthropicDialect: Dialect = {
  speaks: ({ path, headers }) =>
    path.startsWith('/anthropic/') || path.startsWith('/v1/messages') || headers['anthropic-version'] !== undefined,
  handler(exchange) {
    const path = exchange.path.replace(/^(\/anthropic)?\/v1/, '')
    const starred = path.replace(/^(\/messages\/batches|\/models)\/[^/]+/, '$1/*')
    return HANDLERS[`${exchange.method} ${path}`] ?? HANDLERS[`${exchange.method} ${starred}`]
  },
  headers: (exchange) => ({ 'request-id': requestId(exchange), 'anthropic-organization-id': 'org-fake' }),
  error: (exchange, status, override) => errorJson(status, anthropicErrorBody(status, requestId(exchange), override)),
  unknownUrl: (exchange) => anthropicRefusal(404, requestId(exchange), 'Not Found'),
}
