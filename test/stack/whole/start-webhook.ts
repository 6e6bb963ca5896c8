import { createServer } from 'node:http'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'

/** An alert as Alertmanager tells it to a webhook. */
export interface ReceivedAlert {
  readonly status: 'firing' | 'resolved'
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

export interface Webhook {
  readonly alerts: readonly ReceivedAlert[]
  close(): Promise<void>
}

/** Listens where Alertmanager sends its alerts to, and keeps them. */
export async function startWebhook(port: number): Promise<Webhook> {
  const alerts: ReceivedAlert[] = []
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      alerts.push(...(body as { alerts: ReceivedAlert[] }).alerts)
      response.end()
    })
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    alerts,
    async close() {
      await once(server.close(), 'close')
    },
  }
}
