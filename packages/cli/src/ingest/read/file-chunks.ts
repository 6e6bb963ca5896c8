import { createReadStream, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { IngestError } from '../ingest-error.ts'

/**
 * The text of a file in pieces, unpacked if its name ends in `.gz` or `.zst`; `-` is standard input.
 *
 * @param onShare told how much of the file has been read, from 0 to 1
 */
export async function* fileChunks(
  file: string,
  onShare: (share: number) => void = () => undefined,
): AsyncGenerator<string> {
  try {
    const size = file === '-' ? 0 : statSync(file).size
    const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES })
    for await (const chunk of unpacked(source, file).setEncoding('utf8')) {
      yield String(chunk)
      if ('bytesRead' in source && size > 0) onShare(source.bytesRead / size)
    }
  } catch (cause) {
    throw new IngestError(`it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** Larger pieces than the default, because a line of OTLP is often longer than that. */
const CHUNK_BYTES = 1024 * 1024

function unpacked(source: Readable, file: string): Readable {
  const unpack = file.endsWith('.gz') ? createGunzip() : file.endsWith('.zst') ? createZstdDecompress() : undefined
  if (unpack === undefined) return source
  source.on('error', (error) => unpack.destroy(error))
  return source.pipe(unpack)
}
