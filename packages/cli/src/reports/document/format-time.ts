/** The UTC day of an instant: `2026-03-02`. */
export function formatDay(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10)
}

/** An instant to the minute, in UTC: `2026-03-02 14:00`. */
export function formatMinute(millis: number): string {
  return new Date(millis).toISOString().slice(0, 16).replace('T', ' ')
}
