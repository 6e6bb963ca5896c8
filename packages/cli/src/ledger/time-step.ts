const MINUTE_MILLIS = 60_000
export const HOUR_MILLIS = 3_600_000
export const DAY_MILLIS = 86_400_000

/** The steps in which time is told, by their length. */
export type TimeStep = 'minute' | 'hour' | 'day'
export const STEP_MILLIS: Readonly<Record<TimeStep, number>> = {
  minute: MINUTE_MILLIS,
  hour: HOUR_MILLIS,
  day: DAY_MILLIS,
}

/** When a call began, in milliseconds since 1970. */
export function startMillis({ startUnixNano }: { readonly startUnixNano: bigint }): number {
  return Number(startUnixNano / 1_000_000n)
}

/** The beginning of the minute, the hour or the UTC day that an instant is in. */
export function stepStart(millis: number, step: TimeStep): number {
  const length = STEP_MILLIS[step]
  return Math.floor(millis / length) * length
}
