import { type DoctorCheck, type Finding, ok, warning } from '../finding.ts'

/** Packages that trace LLM calls too. Their spans are told apart from ours; two copies of one call are only a waste. */
const OTHERS = [
  '@arizeai/openinference-instrumentation-anthropic',
  '@arizeai/openinference-instrumentation-openai',
  '@langfuse/openai',
  '@opentelemetry/instrumentation-openai',
  '@traceloop/instrumentation-anthropic',
  '@traceloop/instrumentation-openai',
  '@traceloop/node-server-sdk',
  'openlit',
]

/** Among so many calls, some look alike by chance. */
const TWINS = 0.02

/** Whether a call is traced by more than one instrumentation, and whether the ledger has it twice. */
export const doubleInstrumentation: DoctorCheck = {
  name: 'double instrumentation',
  check({ packages, ledger }) {
    const findings: Finding[] = []
    const others = OTHERS.filter((name) => packages.has(name))
    if (others.length > 0) {
      findings.push(
        warning(
          `${others.join(', ')} may trace the same calls`,
          'Keep one of them per SDK: leave theirs out, or exclude the SDK with instrumentations.exclude in costspan.yaml.',
        ),
      )
    }
    if (ledger !== undefined && ledger.twins > TWINS * ledger.newest) {
      findings.push({
        level: 'error',
        text: `${ledger.twins} of the newest ${ledger.newest} calls look like second spans of the same call`,
        mend: 'Switch the second instrumentation off: costs are counted twice.',
      })
    }
    return findings.length === 0 ? ok('calls are traced once') : findings
  },
}
