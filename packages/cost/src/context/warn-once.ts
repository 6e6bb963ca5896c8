import { diag } from '@opentelemetry/api'

const logger = diag.createComponentLogger({ namespace: '@costspan/cost' })
const warned = new Set<string>()

/**
 * Tells the operator of something that may go wrong again with every request, once.
 *
 * @param problem what is wrong; it is said once, and so must not contain values of requests
 * @param cause the error of the first time
 */
export function warnOnce(problem: string, cause?: unknown): void {
  if (warned.has(problem)) return
  warned.add(problem)
  if (cause === undefined) logger.warn(problem)
  else logger.warn(problem, cause)
}
