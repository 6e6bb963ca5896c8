/** Whether the process is there and tells what comes in. */
export type Liveness = 'starting' | 'live' | 'lost'

/**
 * Calls back whenever calls came in, or may have while there was no connection, and when it is there or lost; it is taken up
 * again by itself.
 */
export function listen(onCalls: () => void, onLiveness: (liveness: Liveness) => void): void {
  const events = new EventSource('/api/events')
  events.addEventListener('calls', onCalls)
  events.addEventListener('open', () => {
    onLiveness('live')
    onCalls()
  })
  events.addEventListener('error', () => onLiveness('lost'))
}
