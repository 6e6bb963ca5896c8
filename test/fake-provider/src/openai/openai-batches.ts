import { type Answer, jsonAnswer, type Served } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { objectAt, stringAt } from '../json.ts'
import { chatCompletions } from './openai-chat.ts'
import { embeddings } from './openai-embeddings.ts'
import { invalidRequest, notFound } from './openai-errors.ts'
import { nowSeconds } from './openai-request.ts'
import { responses } from './openai-responses.ts'
import { idOf, requestId } from '../request-id.ts'
import type { Store } from '../store.ts'

const ENDPOINTS: Readonly<Record<string, (exchange: Exchange, behaviour: Behaviour, store: Store) => Answer>> = {
  '/v1/chat/completions': chatCompletions,
  '/v1/responses': responses,
  '/v1/embeddings': embeddings,
}

/** `POST /v1/files`: keeps a batch's input lines. */
export function uploadFile(exchange: Exchange, _behaviour: Behaviour, store: Store): Answer {
  const file = objectAt(exchange.body, 'file')
  const text = stringAt(file, 'text')
  if (text === undefined) return invalidRequest("Only files with purpose 'batch' are kept.", 'purpose')
  const id = idOf('file-', exchange)
  store.files.set(id, text)
  return jsonAnswer({
    id,
    object: 'file',
    bytes: text.length,
    created_at: nowSeconds(),
    filename: stringAt(file, 'name'),
    purpose: 'batch',
    status: 'processed',
  })
}

/** `GET /v1/files/:id/content`. */
export function fileContent(exchange: Exchange, _behaviour: Behaviour, store: Store): Answer {
  const id = exchange.path.split('/').at(-2) ?? ''
  const text = store.files.get(id)
  if (text === undefined) return notFound(`No such File object: ${id}`)
  return {
    status: 200,
    body: { kind: 'bytes', contentType: 'application/octet-stream', bytes: Buffer.from(text) },
    served: [],
  }
}

/** `POST /v1/batches`: all lines are done, and charged at half the price, before the batch is asked for again. */
export function createBatch(exchange: Exchange, behaviour: Behaviour, store: Store): Answer {
  const endpoint = stringAt(exchange.body, 'endpoint') ?? ''
  const handler = ENDPOINTS[endpoint]
  const input = store.files.get(stringAt(exchange.body, 'input_file_id') ?? '')
  if (handler === undefined) return invalidRequest(`Invalid value: '${endpoint}'.`, 'endpoint', 'invalid_value')
  if (input === undefined) return invalidRequest('Invalid input_file_id.', 'input_file_id')
  const served: Served[] = []
  const results = input
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const request: unknown = JSON.parse(line)
      const sequence = exchange.sequence * 1000 + index
      const answer = handler(
        { ...exchange, sequence, path: endpoint, body: objectAt(request, 'body') },
        behaviour,
        store,
      )
      served.push(...answer.served.map((call) => ({ ...call, serviceTier: 'batch' })))
      return {
        id: idOf('batch_req_', { sequence }),
        custom_id: stringAt(request, 'custom_id'),
        response: {
          status_code: answer.status,
          request_id: requestId({ sequence }),
          body: answer.body.kind === 'json' ? answer.body.value : null,
        },
        error: null,
      }
    })
  const id = idOf('batch_', exchange)
  const outputFileId = idOf('file-', exchange, 1)
  store.files.set(outputFileId, results.map((result) => `${JSON.stringify(result)}\n`).join(''))
  const batch = {
    id,
    object: 'batch',
    endpoint,
    errors: null,
    input_file_id: stringAt(exchange.body, 'input_file_id'),
    completion_window: stringAt(exchange.body, 'completion_window') ?? '24h',
    status: 'validating',
    output_file_id: null,
    error_file_id: null,
    created_at: nowSeconds(),
    request_counts: { total: results.length, completed: 0, failed: 0 },
    metadata: objectAt(exchange.body, 'metadata') ?? null,
  }
  const done = { ...batch.request_counts, completed: results.length }
  store.batches.set(id, {
    batch: { ...batch, status: 'completed', output_file_id: outputFileId, request_counts: done },
    results,
  })
  return jsonAnswer(batch, ...served)
}

/** `GET /v1/batches/:id`. */
export function storedBatch(exchange: Exchange, _behaviour: Behaviour, store: Store): Answer {
  const id = exchange.path.split('/').at(-1) ?? ''
  const found = store.batches.get(id)
  return found === undefined ? notFound(`No batch found with id '${id}'.`) : jsonAnswer(found.batch)
}

/** `GET /v1/batches`: the newest first. */
export function listedBatches(_exchange: Exchange, _behaviour: Behaviour, store: Store): Answer {
  const own = [...store.batches].filter(([id]) => id.startsWith('batch_'))
  const data = own.map(([, { batch }]) => batch).toReversed()
  return jsonAnswer({ object: 'list', data, has_more: false })
}
