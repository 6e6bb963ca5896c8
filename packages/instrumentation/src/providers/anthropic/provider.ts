import type { Provider } from '../../provider.ts'
import { batches } from './batches.ts'
import { messages } from './messages.ts'

/**
 * Anthropic. From 0.134 on the SDK traces itself, well, unless it is told not to: then its spans are priced and our patch
 * stands aside, client by client.
 */
export const anthropic: Provider = {
  name: 'anthropic',
  module: '@anthropic-ai/sdk',
  versions: { from: '0.60.0', before: '2.0.0' },
  operations: messages,
  batches,
  tracesItself: (client) =>
    (client as { openTelemetry?: TracingOption } | undefined)?.openTelemetry?.traces?.enabled === true,
}

/** What a client says of its own tracing. */
interface TracingOption {
  readonly traces?: { readonly enabled?: boolean }
}
