/** What `register` switched on, and the way to switch it off. */
export interface Telemetry extends AsyncDisposable {
  /**
   * Meters SDKs that a bundler has put into the application's own file, where no import of them is seen.
   *
   * @param modules the modules of the SDKs by the names of their packages
   * @throws TypeError for a package that is not metered
   *
   * @example
   * ```ts
   * import { register } from '@costspan/node'
   * import * as openai from 'openai'
   *
   * register().patch({ openai })
   * ```
   */
  patch(modules: Readonly<Record<string, unknown>>): void
  /** Hands everything that is pending to the exporters. Never rejects. */
  flush(): Promise<void>
  /** Stops recording, after what is pending has been handed over. Never rejects; later calls wait for the first. */
  shutdown(): Promise<void>
}

/** Something that is flushed and stopped in turn. Stopping it flushes it. */
export interface Stage {
  flush(): Promise<unknown>
  shutdown(): Promise<unknown>
}

/** Combines stages, which are flushed and stopped one after the other: calls end before their spans and metrics go. */
export function telemetryOf(
  stages: readonly Stage[],
  onProblem: (problem: unknown) => void,
  patch: Telemetry['patch'] = () => {},
): Telemetry {
  let stopped: Promise<void> | undefined
  const inTurn = async (step: (stage: Stage) => Promise<unknown>): Promise<void> => {
    for (const stage of stages) {
      try {
        await step(stage)
      } catch (problem) {
        onProblem(problem)
      }
    }
  }
  const shutdown = (): Promise<void> => (stopped ??= inTurn((stage) => stage.shutdown()))
  return { patch, flush: () => inTurn((stage) => stage.flush()), shutdown, [Symbol.asyncDispose]: shutdown }
}
