/** Milliseconds in the unit that reads best. */
export function duration(millis: number): string {
  if (millis < 1) return `${millis.toFixed(2)} ms`
  if (millis < 1_000) return `${millis.toFixed(0)} ms`
  if (millis < 60_000) return `${(millis / 1_000).toFixed(millis < 10_000 ? 2 : 1)} s`
  return `${Math.floor(millis / 60_000)} min ${Math.round((millis % 60_000) / 1_000)} s`
}

export function nanoToMillis(unixNano: string): number {
  return Number(BigInt(unixNano) / 1_000_000n)
}

/** An instant in the time of this machine, to the second. */
export function instant(millis: number): string {
  return INSTANT.format(millis)
}

/** A day, with the hour where a window of hours is looked at. */
export function day(millis: number): string {
  return DAY.format(millis)
}

export function dayAndHour(millis: number): string {
  return DAY_HOUR.format(millis)
}

/** A tick of an axis whose ticks are so many seconds apart. */
export function tickText(millis: number, stepSeconds: number): string {
  const at = new Date(millis)
  if (stepSeconds >= 28 * 86_400) return (at.getMonth() === 0 ? YEAR : MONTH).format(at)
  const isMidnight = at.getHours() === 0 && at.getMinutes() === 0
  return (stepSeconds >= 86_400 || isMidnight ? SHORT_DAY : HOUR).format(at)
}

const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short' })
const YEAR = new Intl.DateTimeFormat('en-GB', { year: 'numeric' })
const INSTANT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
const DAY_HOUR = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
