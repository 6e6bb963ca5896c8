import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

import { stringAt } from './json.ts'

/** One HTTP request as it was received, read to its end. */
export interface Exchange {
  /** Counts the requests of this server from 1 on; ids in answers are made from it. */
  readonly sequence: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
  /** Parsed JSON; for a form its fields (a file is `{ name, size }`, that of a batch with its text); undefined when there was none or it did not parse. */
  readonly body: unknown
  /** Which attempt of a logical call this is, as the SDKs say in headers of theirs; the first one is 0. */
  readonly attempt: number
}

export async function receive(request: IncomingMessage, sequence: number): Promise<Exchange> {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const bytes = await readAll(request)
  return {
    sequence,
    method: request.method ?? 'GET',
    path,
    query,
    headers: request.headers,
    body: await parseBody(bytes, request.headers['content-type'] ?? ''),
    attempt:
      Number(request.headers['x-stainless-retry-count'] ?? 0) || awsRetryCount(request.headers['amz-sdk-request']),
  }
}

/** The AWS SDK counts its attempts from 1 on: `attempt=2; max=3`. */
function awsRetryCount(header: string | string[] | undefined): number {
  return Math.max(0, Number(/attempt=(\d+)/.exec(String(header))?.[1] ?? 1) - 1)
}

/** The model that a request names, in the body or as an Azure deployment in the path. */
export function requestedModel(exchange: Pick<Exchange, 'body' | 'path'>): string | undefined {
  return stringAt(exchange.body, 'model') ?? /\/deployments\/([^/]+)\//.exec(exchange.path)?.[1]
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
}

async function parseBody(bytes: Buffer, contentType: string): Promise<unknown> {
  if (bytes.length === 0) return undefined
  if (contentType.startsWith('multipart/form-data')) return parseForm(bytes, contentType)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

async function parseForm(bytes: Buffer, contentType: string): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData()
  const fields: Record<string, unknown> = {}
  for (const [key, value] of form.entries()) {
    fields[key] = typeof value === 'string' ? value : await describeFile(value, form.get('purpose') === 'batch')
  }
  return fields
}

async function describeFile(file: File, withText: boolean): Promise<Record<string, unknown>> {
  return { name: file.name, size: file.size, ...(withText && { text: await file.text() }) }
}
