import { CALLS, FEATURE } from '../metric-names.ts'

/** Shares of a handful of calls are chance. */
const FEWEST_CALLS = 20

/** The share of a feature's calls of the last hour that match, where there were enough of them, above a limit. */
export function shareOfCalls(matchers: string, above: number): string {
  return `sum by (${FEATURE}) (increase(${CALLS}{${matchers}}[1h]))
  / sum by (${FEATURE}) (increase(${CALLS}[1h])) > ${above}
and sum by (${FEATURE}) (increase(${CALLS}[1h])) >= ${FEWEST_CALLS}`
}
