import { diag } from '@opentelemetry/api'
import type { Refusal } from '../admission/refusal.ts'
import { webhookSignature } from '../alert/sinks/webhook-signature.ts'
import { refusalMessage } from './refusal-text.ts'

/** Who is asked before a call is refused. */
export interface WebhookQuestion {
  readonly url: string
  /** Signs each question as alerts are signed. */
  readonly secret?: string
  /** How long the call waits for the answer, in milliseconds; no answer is a no. Default: 60,000. */
  readonly timeoutMillis?: number
}

/**
 * An `onRefusal` that pauses the call and asks somebody: it posts the refusal, and expects JSON with `decision`, which is `retry`
 * when the limit was raised meanwhile (such as by `costspan budget set`), and anything else when it was not. Calls that are
 * refused by the same budget for the same reason while a question is open wait for the same answer.
 *
 * @throws TypeError when the URL is none
 */
export function askByWebhook({
  url,
  secret,
  timeoutMillis = 60_000,
}: WebhookQuestion): (refusal: Refusal) => Promise<'refuse' | 'retry'> {
  if (!/^https?:/.test(URL.parse(url)?.protocol ?? '')) {
    throw new TypeError(`askByWebhook: url must be an http(s) URL, got ${JSON.stringify(url)}`)
  }
  const open = new Map<string, Promise<'refuse' | 'retry'>>()
  return (refusal) => {
    const key = JSON.stringify([refusal.budget, refusal.reason, refusal.scope])
    const asked = open.get(key) ?? ask(refusal, url, secret, timeoutMillis).finally(() => open.delete(key))
    open.set(key, asked)
    return asked
  }
}

async function ask(
  refusal: Refusal,
  url: string,
  secret: string | undefined,
  timeoutMillis: number,
): Promise<'refuse' | 'retry'> {
  const text = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
  const body = JSON.stringify({ type: 'budget_refusal', message: refusalMessage(refusal), refusal }, text)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...webhookSignature(body, secret) },
      body,
      signal: AbortSignal.timeout(timeoutMillis),
    })
    const answer = (await response.json()) as { readonly decision?: unknown } | null
    return response.ok && answer?.decision === 'retry' ? 'retry' : 'refuse'
  } catch (problem) {
    diag.warn('costspan: nobody answered whether a budget may be exceeded; the call is refused', problem)
    return 'refuse'
  }
}
