import { setTimeout as wait } from 'node:timers/promises'

import {
  type Behaviour,
  type FakeProvider,
  type ReceivedRequest,
  startFakeProvider,
} from '@costspan-test/fake-provider'

/** The fake provider, as scenarios use it. */
export interface MatrixProvider {
  readonly url: string
  readonly openaiUrl: string
  readonly anthropicUrl: string
  readonly googleUrl: string
  readonly bedrockUrl: string
  /** Scripts the next calls, one behaviour a call; beyond them every call gets an ordinary answer. */
  next(...behaviours: readonly Behaviour[]): void
  /** Resolves when `count` requests have arrived. */
  received(count: number): Promise<void>
  /** Resolves when no request is being answered any more. */
  quiet(): Promise<void>
  /** Resolves when whatever is on its way has long arrived. */
  pause(): Promise<void>
}

/** What one request looked like on the wire, and how it ended, without what differs from run to run. */
export interface WireRecord {
  readonly request: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly status: number
  readonly outcome: string | undefined
  /** Of a stream that the client left, as exact as can be: how many were under way is the operating system's business. */
  readonly chunks: number | 'few' | 'many' | undefined
}

export interface RecordingProvider extends MatrixProvider {
  readonly port: string
  /** What happened since the last time it was asked; then the script is cleared. */
  readonly takeWire: () => Promise<readonly WireRecord[]>
  readonly close: () => Promise<void>
}

export async function startMatrixProvider(): Promise<RecordingProvider> {
  const fake: FakeProvider = await startFakeProvider()
  return {
    url: fake.url,
    openaiUrl: fake.openaiUrl,
    anthropicUrl: fake.anthropicUrl,
    googleUrl: fake.googleUrl,
    bedrockUrl: fake.bedrockUrl,
    port: new URL(fake.url).port,
    next: (...behaviours) => fake.script(behaviours),
    async received(count) {
      for (let turn = 0; turn < 400 && fake.requests.length < count; turn += 1) await wait(5)
    },
    quiet: () => fake.idle(),
    pause: () => wait(100),
    async takeWire() {
      await fake.idle()
      const wire = fake.requests.map(wireRecord)
      fake.reset()
      return wire
    },
    close: () => fake.close(),
  }
}

function wireRecord({ method, path, query, headers, body, status, delivery }: ReceivedRequest): WireRecord {
  const { host: _, ':authority': __, ...sent } = headers
  const boundary = /boundary=(.*)$/.exec(String(sent['content-type']))?.[1]
  return {
    request: `${method} ${path}${query === '' ? '' : `?${query}`}`,
    headers: {
      ...sent,
      ...(boundary !== undefined && { 'content-type': 'multipart/form-data', 'content-length': 'of a form' }),
      ...(sent['idempotency-key']?.toString().startsWith('stainless') && { 'idempotency-key': 'random' }),
      ...(sent['amz-sdk-invocation-id'] !== undefined && SIGNED),
    },
    body,
    status,
    outcome: delivery?.outcome,
    chunks: delivery?.outcome === 'client_closed' ? fewOrMany(delivery.chunksWritten) : delivery?.chunksWritten,
  }
}

/** The headers of the AWS SDK that differ from request to request. */
const SIGNED = { 'amz-sdk-invocation-id': 'random', 'x-amz-date': 'now', authorization: 'signed' }

/** Scenarios that leave a stream early leave most of it unsent, unless somebody goes on reading behind their back. */
function fewOrMany(chunks: number): 'few' | 'many' {
  return chunks <= 50 ? 'few' : 'many'
}
