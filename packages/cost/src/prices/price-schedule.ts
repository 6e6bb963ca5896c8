import { parseDecimal } from '../money/decimal.ts'
import type { ModelPrices, PriceRow } from './price-file.ts'
import type { PricePeriod, PriceSchedule } from './price-source.ts'
import { readTokenRates, readUnitRates } from './read-rates.ts'
import { scaleTokenRates } from './scale-rates.ts'

/**
 * The schedule of a model in one tier and region, from its rows.
 *
 * @returns undefined when the model is not sold in that tier
 */
export function buildSchedule(model: ModelPrices, serviceTier?: string, region?: string): PriceSchedule | undefined {
  const standard = periodsOf(
    model.prices.filter((row) => row.serviceTier === undefined),
    [],
  )
  const periods =
    serviceTier === undefined
      ? standard
      : periodsOf(
          model.prices.filter((row) => row.serviceTier === serviceTier),
          standard,
        )
  if (periods.length === 0) return undefined
  const factor = regionFactor(model, region)
  return {
    modelId: model.id,
    periods: factor === undefined ? periods : periods.map((period) => times(period, factor)),
    ...(model.origins && { origins: model.origins }),
  }
}

/** Regions come from outside, hence a look at own keys only. */
function regionFactor({ regions = {} }: ModelPrices, region: string | undefined): number | string | undefined {
  return region !== undefined && Object.hasOwn(regions, region) ? regions[region] : undefined
}

function periodsOf(rows: readonly PriceRow[], standard: readonly PricePeriod[]): readonly PricePeriod[] {
  return rows.flatMap((row) => (row.times === undefined ? [ownPeriod(row)] : multiples(row, row.times, standard)))
}

function ownPeriod(row: PriceRow): PricePeriod {
  const units = readUnitRates(row.units)
  let tokens = readTokenRates(row)
  const rates = { tokens, units }
  const above = (row.above ?? []).map((prices) => {
    tokens = readTokenRates(prices, tokens)
    return { inputTokens: prices.inputTokens, rates: { tokens, units } }
  })
  return { fromMillis: fromMillis(row), daily: dailyHours(row), rates, above }
}

/** A multiple holds when both its row and the standard price hold, so it follows every change of the latter. */
function multiples(row: PriceRow, factor: number | string, standard: readonly PricePeriod[]): readonly PricePeriod[] {
  return standard.map((period) => ({
    ...times(period, factor),
    fromMillis: Math.max(period.fromMillis, fromMillis(row)),
  }))
}

function times(period: PricePeriod, factor: number | string): PricePeriod {
  const decimal = parseDecimal(factor)
  if (decimal === undefined) return period
  return {
    ...period,
    rates: scaleTokenRates(period.rates, decimal),
    above: period.above.map(({ inputTokens, rates }) => ({ inputTokens, rates: scaleTokenRates(rates, decimal) })),
  }
}

function fromMillis(row: PriceRow): number {
  return row.from === undefined ? -Infinity : Date.parse(row.from)
}

function dailyHours(row: PriceRow): PricePeriod['daily'] {
  return row.daily && { startSecond: secondOfDay(row.daily[0]), endSecond: secondOfDay(row.daily[1]) }
}

function secondOfDay(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}
