import { createRequire } from 'node:module'
import type { Exported, Variant } from './variant.ts'

/** Sentry, which traces with an SDK of its own: spans with tokens and texts, neither metrics nor cost. */
export const sentry: Variant = {
  title: '@sentry/node',
  sdks: ['openai-6', 'openai-7', 'anthropic-1'],
  remarks: { 'anthropic-1': "switches the SDK's own spans off" },
  hasCost: false,
  switchOn() {
    const exported: Exported = { spans: 0, costUsd: 0 }
    const { init, flush } = createRequire(import.meta.url)('@sentry/node')
    init({
      // Port 9 discards; nothing is sent, because of the transport.
      dsn: 'http://bench@127.0.0.1:9/1',
      tracesSampleRate: 1,
      transport: () => ({
        send(envelope: Envelope) {
          for (const [{ type, item_count: count }] of envelope[1]) if (type === 'span') exported.spans += count
          return Promise.resolve({})
        },
        flush: () => Promise.resolve(true),
      }),
    })
    return Promise.resolve({ exported, flush: async () => void (await flush()) })
  },
}

/** What Sentry sends: a header, and items with headers of their own. Spans come many to an item. */
type Envelope = readonly [unknown, readonly (readonly [{ readonly type: string; readonly item_count: number }])[]]
