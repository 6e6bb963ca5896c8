import type { Operation } from '@costspan/instrumentation/providers'
import type { WireCall } from '../http/wire-call.ts'

/** A command of the AWS SDK as the guard sees calls. */
export function commandCall(operation: Operation, input: object): WireCall {
  const { modelId, body } = input as { readonly modelId?: unknown; readonly body?: unknown }
  return {
    provider: 'aws.bedrock',
    format: 'bedrock',
    operation: { ...operation, name: operation.nameFor?.(input) ?? operation.name },
    model: typeof modelId === 'string' ? modelId : '',
    body: input as WireCall['body'],
    bodyBytes: body === undefined ? jsonBytes(input) : bytesOf(body),
    streams: operation.streams === true,
  }
}

/** Pictures and documents are told by their place in the request, and not by their bytes. */
function jsonBytes(input: object): number {
  const text = JSON.stringify(input, (_key, value: unknown) => (ArrayBuffer.isView(value) ? '' : value))
  return Buffer.byteLength(text)
}

function bytesOf(body: unknown): number {
  if (typeof body === 'string') return Buffer.byteLength(body)
  return ArrayBuffer.isView(body) ? body.byteLength : 0
}
