import { type Answer, jsonAnswer, type Served } from '../answer.ts'
import { anthropicRefusal } from './anthropic-errors.ts'
import { messages } from './anthropic-messages.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { arrayAt, objectAt, stringAt } from '../json.ts'
import { idOf, requestId } from '../request-id.ts'
import type { Store } from '../store.ts'

/** `POST /v1/messages/batches`: all requests are done, and charged at half the price, before the batch is asked for again. */
export function createMessageBatch(exchange: Exchange, behaviour: Behaviour, store: Store): Answer {
  const requests = arrayAt(exchange.body, 'requests')
  if (requests.length === 0) return anthropicRefusal(400, requestId(exchange), 'requests: Field required')
  const id = idOf('msgbatch_', exchange)
  const served: Served[] = []
  const results = requests.map((request, index) => {
    const sequence = exchange.sequence * 1000 + index
    const call = { ...exchange, sequence, body: objectAt(request, 'params') }
    const answer = messages(call, { ...behaviour, serviceTier: 'batch' })
    served.push(...answer.served)
    const value = answer.body.kind === 'json' ? answer.body.value : null
    const result = answer.status === 200 ? { type: 'succeeded', message: value } : { type: 'errored', error: value }
    return { custom_id: stringAt(request, 'custom_id'), result }
  })
  const errored = results.filter(({ result }) => result.type === 'errored').length
  const counts = { processing: results.length, succeeded: 0, errored: 0, canceled: 0, expired: 0 }
  const created = Date.now()
  const batch = {
    id,
    type: 'message_batch',
    processing_status: 'in_progress',
    request_counts: counts,
    created_at: new Date(created).toISOString(),
    expires_at: new Date(created + 86_400_000).toISOString(),
    ended_at: null,
    archived_at: null,
    cancel_initiated_at: null,
    results_url: null,
  }
  const ended = {
    ...batch,
    processing_status: 'ended',
    request_counts: { ...counts, processing: 0, succeeded: results.length - errored, errored },
    ended_at: batch.created_at,
    results_url: `http://${exchange.headers.host}${exchange.path}/${id}/results`,
  }
  store.batches.set(id, { batch: ended, results })
  return jsonAnswer(batch, ...served)
}

/** `GET /v1/messages/batches/:id`. */
export function storedMessageBatch(exchange: Exchange, _behaviour: Behaviour, store: Store): Answer {
  const found = store.batches.get(exchange.path.split('/').at(-1) ?? '')
  return found === undefined ? anthropicRefusal(404, requestId(exchange), 'Not Found') : jsonAnswer(found.batch)
}

/** `GET /v1/messages/batches/:id/results`: one JSON line a request. */
export function messageBatchResults(exchange: Exchange, _behaviour: Behaviour, store: Store): Answer {
  const found = store.batches.get(exchange.path.split('/').at(-2) ?? '')
  if (found === undefined) return anthropicRefusal(404, requestId(exchange), 'Not Found')
  const bytes = Buffer.from(found.results.map((result) => `${JSON.stringify(result)}\n`).join(''))
  return {
    status: 200,
    body: { kind: 'bytes', contentType: 'application/x-jsonl', bytes },
    served: [],
  }
}

/** `GET /v1/messages/batches`: the newest first. */
export function listedMessageBatches(_exchange: Exchange, _behaviour: Behaviour, store: Store): Answer {
  const own = [...store.batches].filter(([id]) => id.startsWith('msgbatch_'))
  const data = own.map(([, { batch }]) => batch).toReversed()
  return jsonAnswer({ data, has_more: false, first_id: null, last_id: null })
}
