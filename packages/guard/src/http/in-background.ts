import { diag } from '@opentelemetry/api'

/**
 * Has a guard book something, and does not wait for it. A guard of somebody's own may fail, and a rejection that nobody hears would
 * end the application.
 */
export function inBackground(booking: () => Promise<void>): void {
  const failed = (problem: unknown): void => diag.error('costspan: a call could not be booked', problem)
  try {
    booking().catch(failed)
  } catch (problem) {
    failed(problem)
  }
}
