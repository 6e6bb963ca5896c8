import type { CallEnd, CallObserver } from './call-observer.ts'
import { replaceMethod } from './replace-method.ts'

/**
 * Watches what can be done with a web stream besides reading it by its async iterator: `getReader()`, `cancel()`, and `tee()`,
 * whose two branches bring the same items. What is piped on is read where we do not see it.
 *
 * @param observeBranch watches all ways to read a branch
 */
export function observeReadableStream(
  stream: ReadableStream,
  observer: CallObserver,
  observeBranch: (branch: ReadableStream, observer: CallObserver) => void,
): void {
  const { cancel, getReader, tee } = stream
  replaceMethod(stream, 'getReader', ((...options: Parameters<typeof getReader>) => {
    const reader = getReader.apply(stream, options)
    observeReader(reader as ReadableStreamDefaultReader, observer)
    return reader
  }) as typeof getReader)
  replaceMethod(stream, 'cancel', (reason) => {
    observer.onEnd({ reason: 'stream-cut' })
    return cancel.call(stream, reason)
  })
  replaceMethod(stream, 'tee', () => {
    const branches = tee.call(stream)
    const observerOfBranch = sharedByBranches(observer, branches.length)
    for (const branch of branches) observeBranch(branch, observerOfBranch())
    return branches
  })
}

function observeReader(reader: ReadableStreamDefaultReader, observer: CallObserver): void {
  const { read, cancel } = reader
  replaceMethod(reader, 'read', () =>
    read.call(reader).then(
      (step) => {
        if (step.done) observer.onEnd({ reason: 'stream-completed' })
        else observer.onItem(step.value)
        return step
      },
      (error: unknown) => {
        observer.onEnd({ reason: 'failed', error })
        throw error
      },
    ),
  )
  replaceMethod(reader, 'cancel', (reason) => {
    observer.onEnd({ reason: 'stream-cut' })
    return cancel.call(reader, reason)
  })
}

/** Lets each item count once, whichever branch brings it first, and a cut only when no branch is read any further. */
function sharedByBranches(observer: CallObserver, count: number): () => CallObserver {
  let seen = 0
  let open = count
  return () => {
    let position = 0
    let hasEnded = false
    return {
      onItem(item) {
        position += 1
        if (position <= seen) return undefined
        seen = position
        return observer.onItem(item)
      },
      onEnd(end: CallEnd) {
        // A branch that was left is collected later on, which tells its end again.
        if (hasEnded) return
        hasEnded = true
        open -= 1
        if (end.reason !== 'stream-cut' || open === 0) observer.onEnd(end)
      },
    }
  }
}
