import { diag } from '@opentelemetry/api'
import { setTimeout as delay } from 'node:timers/promises'
import { within } from '../failure/within.ts'
import type { AlertSink, BudgetAlert } from './alert.ts'

/** Hands alerts to sinks, in the background, again and again until they have them. */
export interface Delivery {
  send(alert: BudgetAlert): void
  flush(): Promise<void>
}

/** Waits between attempts: a receiver that restarts is there again after some of them. */
const WAITS_MILLIS = [1_000, 2_000, 4_000, 8_000, 16_000]

/** How long one attempt, and the end of the process, waits for a sink. */
const PATIENCE_MILLIS = 10_000

export function createDelivery(
  sinks: readonly AlertSink[],
  wait: (millis: number) => Promise<unknown> = (millis) => delay(millis, undefined, { ref: false }),
): Delivery {
  const underWay = new Set<Promise<void>>()

  async function deliver(sink: AlertSink, alert: BudgetAlert): Promise<void> {
    for (const millis of [...WAITS_MILLIS, undefined]) {
      try {
        return await within(sink.send(alert), PATIENCE_MILLIS, `the alert sink ${sink.name}`)
      } catch (error) {
        if (millis === undefined) diag.error(`costspan: the alert sink ${sink.name} could not be told`, error)
        else await wait(millis)
      }
    }
  }

  return {
    send(alert) {
      for (const sink of sinks) {
        const delivered = deliver(sink, alert).finally(() => underWay.delete(delivered))
        underWay.add(delivered)
      }
    },
    async flush() {
      const all = Promise.all(underWay).then(() => {})
      await within(all, PATIENCE_MILLIS, 'telling the alert sinks').catch((error: unknown) =>
        diag.error('costspan: alerts were lost', error),
      )
    },
  }
}
