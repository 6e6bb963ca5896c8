import { checkedUrl } from '../alert/sinks/checked-url.ts'
import { postJson } from '../alert/sinks/post-json.ts'
import { webhookSignature } from '../alert/sinks/webhook-signature.ts'
import type { BatchResult } from './batch-queue-options.ts'

/** Who is told of results. */
export interface BatchWebhookOptions {
  readonly url: string
  /** Signs each result, as `webhookSignature` says. Without it there is no signature. */
  readonly secret?: string
}

/**
 * A listener for results that posts each of them as JSON: `{ id, answer }`, or `{ id, error }`. One that is not taken is posted
 * again at the next look.
 *
 * @throws TypeError when the address is no http(s) address
 */
export function batchWebhook({ url, secret }: BatchWebhookOptions): (result: BatchResult) => Promise<void> {
  const address = checkedUrl(url, 'batchWebhook')
  return async (result) => {
    const body = JSON.stringify(result)
    await postJson(address, body, webhookSignature(body, secret))
  }
}
