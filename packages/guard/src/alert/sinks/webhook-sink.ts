import type { AlertSink } from '../alert.ts'
import { alertJson } from '../alert-json.ts'
import { checkedUrl } from './checked-url.ts'
import { postJson } from './post-json.ts'
import { webhookSignature } from './webhook-signature.ts'

/** Who is called. */
export interface WebhookSinkOptions {
  readonly url: string
  /** Signs each alert, so that the receiver knows who sent it. Without it there is no signature. */
  readonly secret?: string
}

/** Posts alerts as JSON, signed where there is a secret. Amounts are texts, as integers of any size. */
export function webhookSink({ url, secret }: WebhookSinkOptions): AlertSink {
  const address = checkedUrl(url, 'webhookSink')
  return {
    name: 'webhook',
    async send(alert) {
      const body = JSON.stringify(alertJson(alert))
      await postJson(address, body, webhookSignature(body, secret))
    },
  }
}
