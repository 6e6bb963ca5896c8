import { type DoctorCheck, ok, warning } from '../finding.ts'

/** Beyond this, calls near midnight count to another day than the provider's. */
const MOST_MILLIS = 60_000

/** Whether the clock of this machine agrees with that of the endpoint. */
export const clock: DoctorCheck = {
  name: 'clock',
  check({ endpoint }) {
    const times = endpoint?.clock
    if (times === undefined) return [{ level: 'unknown', text: 'no other clock was seen' }]
    const seconds = Math.round((times.oursMillis - times.theirsMillis) / 1000)
    if (Math.abs(times.oursMillis - times.theirsMillis) <= MOST_MILLIS) return ok('it agrees with that of the endpoint')
    const side = seconds > 0 ? 'ahead of' : 'behind'
    return [
      warning(
        `it is ${Math.abs(seconds)} s ${side} that of the endpoint`,
        'Synchronise both with NTP: windows of budgets and days of bills follow it.',
      ),
    ]
  },
}
