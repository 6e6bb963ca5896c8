import { diag, trace } from '@opentelemetry/api'
import type { CostContext } from '@costspan/cost'
import type { CallResponse } from '@costspan/instrumentation/providers'
import type { CallGuard } from '../http/call-guard.ts'
import type { WireCall } from '../http/wire-call.ts'
import { notePrompt, reportBreak } from './report-break.ts'

/**
 * Notes what a call that is about to be sent begins with. Gives what is to be told of its answer; undefined where prompts are not
 * watched. It never throws.
 */
export function watchCall(
  { promptCache, options }: Pick<CallGuard, 'promptCache' | 'options'>,
  call: WireCall,
  context: CostContext,
  atMillis: number,
): ((response: CallResponse) => void) | undefined {
  if (promptCache === undefined || call.operation?.response === undefined) return undefined
  // The answer may be over in another context.
  const span = trace.getActiveSpan()
  return carefully(() => {
    const watched = promptCache.begin(call, context, atMillis)
    notePrompt(span, watched.print)
    return (response: CallResponse) => {
      carefully(() => {
        const found = watched.end(response)
        const settings = typeof options.promptCache === 'object' ? options.promptCache : {}
        if (found !== undefined) reportBreak(span, found, context, settings)
      })
    }
  })
}

function carefully<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch (problem) {
    diag.debug('costspan: a prompt could not be watched', problem)
    return undefined
  }
}
