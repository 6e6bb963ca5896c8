/** What the clocks of a zone show. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
}

/** What the clocks of a zone show at an instant. */
export function localTimeOf(zone: string, atMillis: number): LocalTime {
  const shifted = new Date(atMillis + offsetMillisOf(zone, atMillis))
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    millisecond: shifted.getUTCMilliseconds(),
  }
}

/** By how much the clocks of a zone are ahead of UTC at an instant. */
export function offsetMillisOf(zone: string, atMillis: number): number {
  if (zone === 'UTC') return 0
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(atMillis)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMillis / 1_000) * 1_000
}

/** @throws TypeError when there is no such zone */
export function checkedZone(zone: unknown, path: string): string {
  try {
    if (typeof zone === 'string' && zone !== '') return formatOf(zone) && zone
  } catch {
    // Falls through to the message that names the setting.
  }
  throw new TypeError(`${path} must be an IANA time zone, such as "Europe/Berlin", got ${JSON.stringify(zone)}`)
}

const FORMATS = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = FORMATS.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    FORMATS.set(zone, format)
  }
  return format
}
