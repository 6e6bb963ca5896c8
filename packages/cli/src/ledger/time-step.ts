export const HOUR_MILLIS = 3_600_000
export const DAY_MILLIS = 86_400_000

/** When a call began, in milliseconds since 1970. */
export function startMillis({ startUnixNano }: { readonly startUnixNano: bigint }): number {
  return Number(startUnixNano / 1_000_000n)
}

/** The beginning of the hour, or of the UTC day, that an instant is in. */
export function stepStart(millis: number, step: 'hour' | 'day'): number {
  const length = step === 'hour' ? HOUR_MILLIS : DAY_MILLIS
  return Math.floor(millis / length) * length
}
