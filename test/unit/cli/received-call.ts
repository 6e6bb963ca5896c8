import type { AttributeValue, ReceivedSpan } from '@costspan/cli'

let spans = 0

/** A priced chat call as the receiver hands it on; every call has its own span id unless one is given. */
export function receivedCall(
  attributes: Readonly<Record<string, AttributeValue>> = {},
  span: Partial<ReceivedSpan> = {},
): ReceivedSpan {
  spans += 1
  return {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: spans.toString(16).padStart(16, '0'),
    parentSpanId: undefined,
    name: 'chat gpt-4o-mini',
    startUnixNano: 1_790_000_000_000_000_000n,
    endUnixNano: 1_790_000_001_250_000_000n,
    resource: new Map([['service.name', 'acme-docs']]),
    ...span,
    attributes: new Map(
      Object.entries({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'costspan.cost.status': 'reported',
        ...attributes,
      }),
    ),
  }
}
