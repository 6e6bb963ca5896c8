import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { trace } from '@opentelemetry/api'
import { isPaidRequest } from './is-paid-request.ts'
import { keptHeaders, type RecordedAnswer, recordedBody } from './recorded-answer.ts'
import { REPLAYED } from './replayed.ts'
import { publicUrl, requestKey } from './request-key.ts'

/** When answers are taken from their recordings. */
export const REPLAY_MODES = ['auto', 'record', 'replay', 'off'] as const
/**
 * One of these: `auto` asks the provider for what is not recorded, and records it; `record` asks for everything anew; `replay` never
 * asks the provider; `off` leaves every request alone.
 */
export type ReplayMode = (typeof REPLAY_MODES)[number]

/** Where recordings are, and when they are used. */
export interface ReplayOptions {
  /** The folder of recordings, one file for each request. It is made when the first answer is recorded. */
  readonly folder: string
  /** Default: `COSTSPAN_REPLAY`; without that, `replay` where `CI` is set, and else `auto`. */
  readonly mode?: ReplayMode | undefined
  /** Which requests are meant. Default: every POST to an LLM provider, or to a path of its format. */
  readonly isMeant?: ((url: string, method: string) => boolean) | undefined
}

/**
 * A `fetch` that records the answers of LLM providers and replays them, so that tests cost nothing where nothing changed.
 *
 * A request is found again by its method, path and body, so that every change of a prompt or a parameter asks for a recording of
 * its own. In `replay` mode a request without one gets a 400 that says so, which no SDK retries. A stream is recorded as it came;
 * replayed, it arrives at once. Errors, and streams that are cut, are not recorded.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { replayFetch } from '@costspan/testing'
 *
 * const client = new OpenAI({ fetch: replayFetch(fetch, { folder: 'test/recordings' }) })
 * ```
 *
 * @throws TypeError for a mode that is none
 */
export function replayFetch(inner: typeof fetch, options: ReplayOptions): typeof fetch {
  const { folder, isMeant = isPaidRequest } = options
  // Workflows hand over an empty text for what is not set.
  const mode = replayMode(options.mode ?? (process.env['COSTSPAN_REPLAY'] || (process.env['CI'] ? 'replay' : 'auto')))
  return async (input, init) => {
    const request = new Request(input, init)
    if (mode === 'off' || !isMeant(request.url, request.method)) return inner(input, init)
    const body = await request.clone().text()
    const key = requestKey(request, body)
    const known = mode === 'record' ? undefined : readRecording(folder, key)
    if (known !== undefined) return replayed(known)
    if (mode === 'replay') return notRecorded(request, folder, key)
    const response = await inner(request)
    if (!response.ok) return response
    const bytes = new Uint8Array(await response.arrayBuffer())
    const { method, url } = request
    writeRecording(folder, key, {
      version: 1,
      request: { method, url: publicUrl(url), body },
      response: { status: response.status, headers: keptHeaders(response.headers), ...recordedBody(bytes) },
    })
    return new Response(bytes, response)
  }
}

function replayMode(mode: string): ReplayMode {
  const known = REPLAY_MODES.find((name) => name === mode)
  if (known !== undefined) return known
  throw new TypeError(`the mode of replay is "${mode}", expected one of ${REPLAY_MODES.join(', ')}`)
}

function replayed({ response: { status, headers, body, encoding } }: RecordedAnswer): Response {
  trace.getActiveSpan()?.setAttribute(REPLAYED, true)
  return new Response(Buffer.from(body, encoding), { status, headers })
}

/** In the shape of a provider's error, so that its message reaches the test whatever the SDK. */
function notRecorded({ method, url }: Request, folder: string, key: string): Response {
  const message =
    `There is no recorded answer for ${method} ${publicUrl(url)} (${join(folder, `${key}.json`)}): ` +
    'run the tests with COSTSPAN_REPLAY=auto to record it'
  const error = { type: 'invalid_request_error', code: 'not_recorded', message }
  return Response.json({ type: 'error', error, message }, { status: 400, headers: { 'x-should-retry': 'false' } })
}

function readRecording(folder: string, key: string): RecordedAnswer | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, `${key}.json`), 'utf8')) as RecordedAnswer
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new TypeError(`the recording ${join(folder, `${key}.json`)} cannot be read: ${String(error)}`, {
      cause: error,
    })
  }
}

/** Renamed into place, because tests of several processes and threads may record the same answer at once. */
function writeRecording(folder: string, key: string, answer: RecordedAnswer): void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${key}.json`)
  const draft = `${file}.${process.pid}-${threadId}`
  writeFileSync(draft, `${JSON.stringify(answer, undefined, 2)}\n`)
  renameSync(draft, file)
}
