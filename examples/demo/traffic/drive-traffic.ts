import { setTimeout as wait } from 'node:timers/promises'
import type { PlannedRequest } from './plan-traffic.ts'

export interface DriveOptions {
  readonly appUrl: string
  /** Over how long the requests are spread; 0 sends them as fast as `maxConcurrent` allows. */
  readonly durationMillis: number
  readonly maxConcurrent: number
}

/** Sends the planned requests and reads every answer to its end. Rejects when one is answered otherwise than planned. */
export async function driveTraffic(requests: readonly PlannedRequest[], options: DriveOptions): Promise<void> {
  const startMillis = performance.now()
  const waiting = requests.values()
  const worker = async (): Promise<void> => {
    for (const request of waiting) {
      const dueMillis = startMillis + request.at * options.durationMillis
      await wait(Math.max(0, dueMillis - performance.now()))
      await send(request, options.appUrl)
    }
  }
  await Promise.all(Array.from({ length: options.maxConcurrent }, worker))
}

async function send({ id, user, path, text, expectedStatus }: PlannedRequest, appUrl: string): Promise<void> {
  const response = await fetch(appUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user-id': user, 'x-request-id': id },
    body: JSON.stringify({ text }),
  })
  const body = await response.text()
  if (response.status === expectedStatus) return
  throw new Error(`POST ${path} for ${user} (${id}): status ${response.status}, expected ${expectedStatus}: ${body}`)
}
