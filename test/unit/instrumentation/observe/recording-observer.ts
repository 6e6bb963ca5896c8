import type { CallEnd, CallObserver } from '../../../../packages/instrumentation/src/observe/call-observer.ts'

/** An observer that keeps what it hears, and hides what it is told to. */
export interface RecordingObserver extends CallObserver {
  readonly items: unknown[]
  readonly ends: CallEnd[]
}

export function recordingObserver(hides: (item: unknown) => boolean = () => false): RecordingObserver {
  const items: unknown[] = []
  const ends: CallEnd[] = []
  return {
    items,
    ends,
    onItem(item) {
      items.push(item)
      return hides(item) ? 'hide' : undefined
    },
    onEnd(end) {
      ends.push(end)
    },
  }
}
