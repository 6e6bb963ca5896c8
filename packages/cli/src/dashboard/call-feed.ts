import type { ServerResponse } from 'node:http'

/** Tells pages that are open that calls came in, as server-sent events. */
export interface CallFeed {
  /** Notes that a call came in; pages hear of it soon, and of many at once. */
  notify(): void
  /** Keeps an answer open and writes events into it. */
  subscribe(response: ServerResponse): void
  /** Ends all answers. */
  close(): void
}

/** Busy applications make thousands of calls a second, and a page asks its questions again for each event. */
export function createCallFeed(intervalMillis: number = 1_000): CallFeed {
  const open = new Set<ServerResponse>()
  let events = 0
  let timer: NodeJS.Timeout | undefined
  const tell = (): void => {
    timer = undefined
    events += 1
    for (const response of open) response.write(`event: calls\ndata: ${events}\n\n`)
  }
  return {
    notify() {
      if (open.size > 0) timer ??= setTimeout(tell, intervalMillis).unref()
    },
    subscribe(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write('retry: 2000\n\n')
      open.add(response)
      response.on('close', () => open.delete(response))
    },
    close() {
      clearTimeout(timer)
      for (const response of open) response.end()
      open.clear()
    },
  }
}
