import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AcceptExport } from './accept-export.ts'
import { bearerToken, isToken } from './access-token.ts'
import { HttpRefusal } from './http-refusal.ts'
import { OTLP_ENCODINGS, otlpEncodingOf, otlpJson, type OtlpEncoding } from './otlp-encoding.ts'
import { StatusSchema } from './otlp/otlp_pb.ts'
import { readBody } from './read-body.ts'
import { SIGNALS } from './signals.ts'
import type { TelemetrySink } from './telemetry-sink.ts'

/** What exports are taken into, and from whom. */
interface ExportRules {
  readonly sink: TelemetrySink
  readonly maxBodyBytes: number
  readonly token: string | undefined
}

/** Answers one request to the receiver: 200 in the encoding of the request, or a refusal with a `Status` that says why. */
export async function handleExport(
  request: IncomingMessage,
  response: ServerResponse,
  { sink, maxBodyBytes, token }: ExportRules,
): Promise<void> {
  const encoding = otlpEncodingOf(request.headers['content-type'])
  try {
    checkSender(request, token)
    const accept = signalOf(request)
    if (encoding === undefined) throw unknownContentType(request)
    const answer = accept(encoding, await readBody(request, maxBodyBytes), sink)
    await sink.settle?.()
    response.writeHead(200, { 'content-type': encoding.contentType }).end(answer)
  } catch (error) {
    request.resume()
    refuse(response, encoding ?? otlpJson, error)
  }
}

/** Whether a request goes to one of the paths that exports are received at. */
export function isExport(request: IncomingMessage): boolean {
  return SIGNALS.has(pathOf(request))
}

/** A page of another site, whose name may point to this machine, must not be able to write into a ledger. */
function checkSender(request: IncomingMessage, token: string | undefined): void {
  if (request.headers.origin !== undefined) throw new HttpRefusal(403, 'Web pages cannot export here')
  if (token === undefined || isToken(token, bearerToken(request))) return
  throw new HttpRefusal(
    401,
    'This receiver asks for a token: OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20<token>',
    {
      headers: { 'www-authenticate': 'Bearer' },
    },
  )
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/'
}

function signalOf(request: IncomingMessage): AcceptExport {
  const path = pathOf(request)
  const accept = SIGNALS.get(path)
  if (accept === undefined) {
    throw new HttpRefusal(404, `Nothing is received at ${path}, expected one of: ${[...SIGNALS.keys()].join(', ')}`)
  }
  if (request.method !== 'POST') {
    throw new HttpRefusal(405, `${path} takes POST, not ${request.method}`, { headers: { allow: 'POST' } })
  }
  return accept
}

function unknownContentType(request: IncomingMessage): HttpRefusal {
  const expected = OTLP_ENCODINGS.map(({ contentType }) => contentType).join(', ')
  return new HttpRefusal(
    415,
    `content-type is "${request.headers['content-type'] ?? ''}", expected one of: ${expected}`,
  )
}

/** The connection is closed after a refusal, because the rest of an oversized body may still be on its way. */
function refuse(response: ServerResponse, encoding: OtlpEncoding, error: unknown): void {
  const refusal =
    error instanceof HttpRefusal
      ? error
      : new HttpRefusal(500, `The receiver failed: ${String(error)}`, { cause: error })
  const code = GRPC_CODES.get(refusal.statusCode) ?? GRPC_UNKNOWN
  response
    .writeHead(refusal.statusCode, { ...refusal.headers, 'content-type': encoding.contentType, connection: 'close' })
    .end(encoding.encode(StatusSchema, { code, message: refusal.message }))
}

/** The codes of google.rpc.Code that stand for these HTTP statuses. */
const GRPC_CODES: ReadonlyMap<number, number> = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [405, 12],
  [413, 8],
  [415, 3],
  [500, 13],
])
const GRPC_UNKNOWN = 2
