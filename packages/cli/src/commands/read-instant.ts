import { UsageError } from './usage-error.ts'

/** Reads a UTC day, or an instant with its zone; throws a `UsageError` that names the option. */
export function readInstant(option: string, value: string): number {
  const isComplete = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(value)
  const millis = isComplete ? Date.parse(value) : Number.NaN
  if (!Number.isNaN(millis)) return millis
  throw new UsageError(
    `--${option} is "${value}", expected a day such as 2026-03-01, or an instant such as 2026-03-01T12:00:00Z`,
  )
}
