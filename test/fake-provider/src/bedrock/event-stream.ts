import { crc32 } from 'node:zlib'

/** An event of a stream, with its JSON. */
export function event(type: string, value: unknown): Uint8Array {
  return eventMessage(
    { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' },
    Buffer.from(JSON.stringify(value)),
  )
}

/** An exception in the middle of a stream. */
export function exception(type: string, value: unknown): Uint8Array {
  return eventMessage(
    { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' },
    Buffer.from(JSON.stringify(value)),
  )
}

const PRELUDE_BYTES = 12
const CHECKSUM_BYTES = 4
const STRING_TYPE = 7

/**
 * The binary framing of AWS event streams: a prelude of two lengths with a checksum, headers, the payload, and a checksum of all.
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
function eventMessage(headers: Readonly<Record<string, string>>, payload: Uint8Array): Uint8Array {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)))
  const total = PRELUDE_BYTES + head.length + payload.length + CHECKSUM_BYTES
  const message = Buffer.alloc(total)
  message.writeUInt32BE(total, 0)
  message.writeUInt32BE(head.length, 4)
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8)
  head.copy(message, PRELUDE_BYTES)
  message.set(payload, PRELUDE_BYTES + head.length)
  message.writeUInt32BE(crc32(message.subarray(0, total - CHECKSUM_BYTES)), total - CHECKSUM_BYTES)
  return message
}

function header(name: string, value: string): Uint8Array {
  const [nameBytes, valueBytes] = [Buffer.from(name), Buffer.from(value)]
  const lengths = Buffer.alloc(3)
  lengths.writeUInt8(STRING_TYPE, 0)
  lengths.writeUInt16BE(valueBytes.length, 1)
  return Buffer.concat([Buffer.from([nameBytes.length]), nameBytes, lengths, valueBytes])
}
