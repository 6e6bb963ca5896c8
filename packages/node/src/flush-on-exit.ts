import type { ExitState } from './pipeline/exit-state.ts'
import type { Telemetry } from './telemetry.ts'

/** How long an exit may wait for telemetry. An endpoint that is down must not keep a process from ending. */
const MOST_MILLIS = 5_000

/** Signals that end a process which does not listen to them. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/**
 * Flushes when the process ends, and changes nothing of how it ends: a signal that would have ended it still does, with the
 * same exit status, after the flush; an application that handles the signal itself stays in charge.
 *
 * `process.exit()` ends at once and leaves no time: an application that calls it awaits `telemetry.shutdown()` before.
 */
export function flushOnExit(telemetry: Telemetry, exit: ExitState): void {
  let isFlushed = false
  process.on('beforeExit', () => {
    // Fires again when the flush has kept the loop alive: the second time there is nothing left to do.
    if (isFlushed) return
    isFlushed = true
    exit.isExiting = true
    void within(MOST_MILLIS, telemetry.shutdown()).then(exit.requests.cut)
  })
  for (const signal of SIGNALS) {
    const onSignal = (): void => {
      // An application that listens too may live on: SIGHUP often asks it to read its settings again.
      const isOurs = process.listenerCount(signal) === 1
      exit.isExiting ||= isOurs
      const flushed = within(MOST_MILLIS, isOurs ? telemetry.shutdown() : telemetry.flush())
      if (!isOurs) return
      void flushed.then(() => {
        process.removeListener(signal, onSignal)
        process.kill(process.pid, signal)
      })
    }
    process.on(signal, onSignal)
  }
}

function within(millis: number, done: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis)
    void done.finally(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
