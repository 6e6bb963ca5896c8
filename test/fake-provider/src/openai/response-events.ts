import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether the connection is gone, so that nothing more reaches the client. */
export function wasClosed(response: ServerResponse): boolean {
  return response.destroyed || response.socket === null || response.socket.destroyed
}

/** Waits for a time, or until the client goes away. */
export async function pause(response: ServerResponse, millis: number): Promise<void> {
  if (wasClosed(response)) return
  const stop = new AbortController()
  const onClose = (): void => stop.abort()
  response.once('close', onClose)
  await sleep(millis, undefined, { signal: stop.signal }).catch(() => undefined)
  response.off('close', onClose)
}

export async function whenClosed(response: ServerResponse): Promise<void> {
  if (wasClosed(response)) return
  await new Promise<void>((resolve) => response.once('close', () => resolve()))
}

/** Waits until the client has taken what was written, or has gone away. */
export async function whenDrained(response: ServerResponse): Promise<void> {
  if (wasClosed(response)) return
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.once('drain', done)
    response.once('close', done)
  })
}
