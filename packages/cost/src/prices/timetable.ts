import type { Decimal } from '../money/decimal.ts'
import type { PriceLookup } from './price-row.ts'
import type { PricePeriod, PriceSchedule } from './price-source.ts'
import { scaleRates } from './scale-rates.ts'

/**
 * A timetable: a schedule whose answers are made beforehand, so that asking again allocates nothing. It stays right when a
 * price changes, because only the time and the context's length choose among its answers.
 */
export type Timetable = readonly TimetablePeriod[]

interface TimetablePeriod extends Pick<PricePeriod, 'fromMillis' | 'daily'> {
  readonly answer: PriceLookup
  readonly above: readonly { readonly inputTokens: number; readonly answer: PriceLookup }[]
}

/** Makes the answers of a schedule, with a discount if there is one. */
export function makeTimetable(schedule: PriceSchedule, source: string, discount: Decimal | undefined): Timetable {
  const answer = (rates: PricePeriod['rates']): PriceLookup => ({
    priced: true,
    rates: discount === undefined ? rates : scaleRates(rates, discount),
    source,
    modelId: schedule.modelId,
    ...(schedule.origins && { origins: schedule.origins }),
  })
  return schedule.periods.map(({ fromMillis, daily, rates, above }) => ({
    fromMillis,
    daily,
    answer: answer(rates),
    above: above.map((step) => ({ inputTokens: step.inputTokens, answer: answer(step.rates) })),
  }))
}

/** The answer that holds at a time for a context's length; undefined when no price held yet. */
export function answerAt(timetable: Timetable, atMillis: number, inputTokens: number): PriceLookup | undefined {
  for (let index = timetable.length - 1; index >= 0; index--) {
    const period = timetable[index]
    if (period === undefined || period.fromMillis > atMillis || !holdsToday(period.daily, atMillis)) continue
    let { answer } = period
    for (const step of period.above) if (inputTokens > step.inputTokens) answer = step.answer
    return answer
  }
  return undefined
}

function holdsToday(daily: PricePeriod['daily'], atMillis: number): boolean {
  if (daily === undefined) return true
  const { startSecond, endSecond } = daily
  const secondOfDay = (((atMillis / 1000) % 86_400) + 86_400) % 86_400
  return startSecond <= endSecond
    ? secondOfDay >= startSecond && secondOfDay < endSecond
    : secondOfDay >= startSecond || secondOfDay < endSecond
}
