import type { CostContext } from '@costspan/cost'
import { diag } from '@opentelemetry/api'
import type { Refusal } from '../admission/refusal.ts'
import type { CallGuard } from '../http/call-guard.ts'
import type { WireCall } from '../http/wire-call.ts'
import { activeRun } from '../run/run-context.ts'
import { callFingerprint } from './call-fingerprint.ts'

/** What calls are compared within: the run, or what comes nearest to one. Calls without any are not compared. */
export function loopScope({ run, conversation, session }: CostContext): string | undefined {
  return run ?? activeRun()?.id ?? conversation ?? session
}

/** Why a call is refused that goes round in circles, or undefined where it does not, or nobody watches for it. */
export function loopRefusal(
  { loops, options }: CallGuard,
  call: WireCall,
  context: CostContext,
  atMillis: number,
): Refusal | undefined {
  const scope = loopScope(context)
  if (loops === undefined || scope === undefined) return undefined
  const found = loops.check(scope, callFingerprint(call.model, call.body), atMillis)
  if (found.verdict === 'go') return undefined
  if (found.verdict === 'warn') {
    diag.warn(`costspan: ${scope} has made the same call ${found.repeats} times with the same result`)
    try {
      options.onLoop?.({ scope, model: call.model, repeats: found.repeats })
    } catch (problem) {
      diag.warn('costspan: onLoop failed', problem)
    }
    return undefined
  }
  return {
    budget: 'loops',
    reason: 'loop',
    scope: { run: scope },
    window: 'run',
    unit: 'requests',
    limit: undefined,
    spent: BigInt(found.repeats),
    held: 0n,
    estimate: undefined,
    retryAfterSeconds: found.retryAfterSeconds,
    atMillis,
    context,
  }
}
