import {
  create,
  fromBinary,
  fromJson,
  toBinary,
  toJsonString,
  type DescMessage,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf'
import { HttpRefusal } from './http-refusal.ts'
import { parseOtlpJson } from './parse-otlp-json.ts'

/** One of the two encodings of OTLP over HTTP. An answer is encoded as its request was. */
export interface OtlpEncoding {
  readonly contentType: string
  /** Throws a 400 `HttpRefusal` that says what is wrong when the body is not such a message. */
  decode<Desc extends DescMessage>(schema: Desc, body: Uint8Array): MessageShape<Desc>
  encode<Desc extends DescMessage>(schema: Desc, message: MessageInitShape<Desc>): Uint8Array
}

/** The encoding that a `content-type` header names; parameters such as a charset are ignored. */
export function otlpEncodingOf(contentType: string | undefined): OtlpEncoding | undefined {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase()
  return OTLP_ENCODINGS.find((encoding) => encoding.contentType === mediaType)
}

export const otlpJson: OtlpEncoding = {
  contentType: 'application/json',
  decode: (schema, body) =>
    decoded('JSON', () =>
      fromJson(schema, parseOtlpJson(new TextDecoder().decode(body)), { ignoreUnknownFields: true }),
    ),
  encode: (schema, message) => new TextEncoder().encode(toJsonString(schema, create(schema, message))),
}

const otlpProtobuf: OtlpEncoding = {
  contentType: 'application/x-protobuf',
  decode: (schema, body) => decoded('protobuf', () => fromBinary(schema, body)),
  encode: (schema, message) => toBinary(schema, create(schema, message)),
}

export const OTLP_ENCODINGS: readonly OtlpEncoding[] = [otlpProtobuf, otlpJson]

function decoded<Message>(encoding: string, decode: () => Message): Message {
  try {
    return decode()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new HttpRefusal(400, `The body is not OTLP in ${encoding}: ${reason}`, { cause })
  }
}
