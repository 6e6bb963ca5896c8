import { createHmac } from 'node:crypto'

/**
 * The headers that sign the body of a webhook: `x-costspan-signature` is `t=<seconds>,v1=<hex>`, the HMAC-SHA-256 of
 * `<seconds>.<body>`, so that a receiver can refuse what is forged or too old. None without a secret.
 */
export function webhookSignature(body: string, secret: string | undefined): Readonly<Record<string, string>> {
  if (secret === undefined || secret === '') return {}
  const seconds = Math.floor(Date.now() / 1_000)
  const hash = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { 'x-costspan-signature': `t=${seconds},v1=${hash}` }
}
