import { headerText, readMembers } from '@costspan/cost'
import { diag, propagation, type TextMapPropagator } from '@opentelemetry/api'
import { setRun } from './run-context.ts'
import { verifyRun } from './run-token.ts'

/** The baggage entry that carries a run. Like all of ours it never goes to an LLM provider. */
export const RUN_BAGGAGE = 'costspan.run.budget'

/** The key that runs are signed with: the same in all services that share runs. */
export function runKey(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env['COSTSPAN_RUN_KEY'] || undefined
}

/**
 * A propagator that takes runs out of incoming baggage and believes those that are signed with the key, whatever else the
 * caller is believed. Put it behind the propagator of baggage, which is what sends runs on.
 */
export function runBudgetPropagator(key: string | undefined = runKey()): TextMapPropagator {
  return {
    inject() {},
    extract(otelContext, carrier, getter) {
      const token = readMembers(headerText(getter.get(carrier, 'baggage'))).find(
        ({ name }) => name === RUN_BAGGAGE,
      )?.value
      if (token === undefined || key === undefined) return otelContext
      const run = verifyRun(token, key, Date.now())
      if (run === undefined) {
        diag.warn('costspan: a run came with a signature that is not ours, and is not believed')
        return otelContext
      }
      const baggage = propagation.getBaggage(otelContext) ?? propagation.createBaggage()
      return setRun(propagation.setBaggage(otelContext, baggage.setEntry(RUN_BAGGAGE, { value: token })), run)
    },
    fields: () => ['baggage'],
  }
}
