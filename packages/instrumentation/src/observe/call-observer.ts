/**
 * How one call ended, as its observer hears it.
 *
 * - `completed`: the SDK parsed an answer.
 * - `stream-completed`: a stream was read to its end.
 * - `stream-cut`: the reader stopped early, aborted, or never read; the answer is partial.
 * - `raw-response`: the application took the HTTP response and its body was not seen by us.
 * - `failed`: the call, or the stream in the middle, was rejected.
 */
export type CallEnd =
  | { readonly reason: 'completed'; readonly result: unknown }
  | { readonly reason: 'stream-completed' | 'stream-cut' | 'raw-response' }
  | { readonly reason: 'failed'; readonly error: unknown }

/** Hears of one call. `observeCall` calls `onEnd` exactly once, and nothing after it. */
export interface CallObserver {
  /**
   * One item of a stream, in order, before the application sees it. An item for which this returns `hide` is not handed
   * to the application: it exists only because we asked for it.
   */
  onItem(item: unknown): 'hide' | undefined
  onEnd(end: CallEnd): void
}

/** Lets `observer` be told twice, late or in a bad moment: it hears each call end once, and its own errors stay its own. */
export function onceAndNeverThrowing(
  observer: CallObserver,
  onProblem: (problem: unknown) => void,
  onEnded: () => void = () => {},
): CallObserver {
  let ended = false
  return {
    onItem(item) {
      if (ended) return undefined
      try {
        return observer.onItem(item)
      } catch (problem) {
        onProblem(problem)
        return undefined
      }
    },
    onEnd(end) {
      if (ended) return
      ended = true
      try {
        observer.onEnd(end)
      } catch (problem) {
        onProblem(problem)
      }
      onEnded()
    },
  }
}

/** Lets two observers hear of one call, as when a method that is observed returns what another one returned. */
export function bothObservers(one: CallObserver, other: CallObserver): CallObserver {
  return {
    onItem(item) {
      const isHidden = one.onItem(item) === 'hide'
      return other.onItem(item) === 'hide' || isHidden ? 'hide' : undefined
    },
    onEnd(end) {
      one.onEnd(end)
      other.onEnd(end)
    },
  }
}

/** Lets `watch` put itself in the way. What cannot be watched, such as a frozen object, is read where we do not see it. */
export function watchIfPossible(observer: CallObserver, watch: () => void): void {
  try {
    watch()
  } catch {
    observer.onEnd({ reason: 'raw-response' })
  }
}
