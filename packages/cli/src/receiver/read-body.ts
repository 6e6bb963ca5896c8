import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, inflate, type ZlibOptions } from 'node:zlib'
import { HttpRefusal } from './http-refusal.ts'

/**
 * The body of an export, decompressed. The limit holds for what is sent and for what it unpacks to, so that a small body
 * cannot fill the memory. Throws `HttpRefusal`: 413 over the limit, 415 for an unknown compression, 400 for a broken one.
 */
export async function readBody(request: IncomingMessage, maxBodyBytes: number): Promise<Uint8Array> {
  const compression = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  const decompress = DECOMPRESS.get(compression)
  if (decompress === undefined) {
    throw new HttpRefusal(
      415,
      `content-encoding is "${compression}", expected one of: ${[...DECOMPRESS.keys()].join(', ')}`,
    )
  }
  const sent = await readSent(request, maxBodyBytes)
  try {
    return await decompress(sent, { maxOutputLength: maxBodyBytes })
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(maxBodyBytes)
    throw new HttpRefusal(400, `The body is not ${compression}: ${String(cause)}`, { cause })
  }
}

type Decompress = (sent: Uint8Array, options: ZlibOptions) => Promise<Uint8Array>

const DECOMPRESS: ReadonlyMap<string, Decompress> = new Map<string, Decompress>([
  ['identity', async (sent) => sent],
  ['gzip', promisify<Uint8Array, ZlibOptions, Buffer>(gunzip)],
  ['deflate', promisify<Uint8Array, ZlibOptions, Buffer>(inflate)],
])

/** Leaving the loop must not destroy the request, because the refusal still goes out over its socket. */
async function readSent(request: IncomingMessage, maxBodyBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > maxBodyBytes) throw tooLarge(maxBodyBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(maxBodyBytes: number): HttpRefusal {
  return new HttpRefusal(413, `The body is larger than ${maxBodyBytes} bytes; send smaller batches`)
}
