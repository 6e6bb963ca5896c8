import { checkPriceRow } from './check-price-row.ts'
import { type Currencies, checkCurrencies, inUsd, ratesOf } from './currencies.ts'
import { expectArray, expectText } from './expect-json.ts'
import { modelNames } from './match-model.ts'
import { compilePattern } from './name-pattern.ts'
import type { PriceRow } from './price-file.ts'
import { buildSchedule } from './price-schedule.ts'
import type { ModelQuery, NotFound, PriceSchedule, PriceSource } from './price-source.ts'
import { catalogueProvider } from './provider-names.ts'

/**
 * A price as a user writes it, in the `prices` section of `costspan.yaml` or in code.
 *
 * @example
 * { model: 'my-llama', input: '$0.20', output: '$0.60' }
 * { provider: 'openai', model: 'gpt-4o*', serviceTier: 'flex', input: 1.1, output: 4.4, units: { 'tool.web_search': '10/1000' } }
 * { model: 'acme-large', from: '2026-09-01', input: 2, output: 8, above: [{ inputTokens: 200_000, input: 4, output: 12 }] }
 * { provider: 'mistral', model: 'mistral-large*', currency: 'EUR', input: '1.80', output: '5.40' }
 */
export interface PriceRowInput extends Omit<PriceRow, 'times'> {
  /** The provider by any of its names; without it, whichever provider serves the model. */
  readonly provider?: string
  /** The model, exact (with all its dated snapshots) or with `*` for any text. */
  readonly model: string
  /** The currency of the prices, one of those in `currencies`; without it, USD. */
  readonly currency?: string
}

/** How a price source of the user's own prices is made. */
export interface UserPricesOptions {
  /** By default `user`. A source replaces the one of the same name. */
  readonly name?: string
  /** What the currencies of the rows are worth. */
  readonly currencies?: Currencies
}

/**
 * A price source of the user's own prices. They win over all catalogues for the models and tiers that they name. Of several
 * rows that match a model and have begun, the last one written holds, so that exceptions and changes follow the rule.
 *
 * @throws TypeError with the path (`prices[2].input`), the value and what was expected; for a currency that has no rate, too
 */
export function userPrices(rows: readonly PriceRowInput[], options: UserPricesOptions = {}): PriceSource {
  const { name = 'user' } = options
  const currencies = checkCurrencies(options.currencies ?? {})
  const prices = expectArray(rows, 'prices').map((value, index) => {
    const path = `prices[${index}]`
    const { provider, model, currency, ...row } = checkInput(value, path)
    const inDollars = currency === undefined || currency === 'USD'
    return {
      model,
      rows: inDollars ? [row] : inUsd(row, ratesOf(currency, currencies, `${path}.currency`)),
      provider: catalogueProvider(provider),
      matches: compilePattern(model),
    }
  })

  function find(query: ModelQuery): PriceSchedule | NotFound {
    const names = modelNames(query.model, query.provider)
    const matching = prices.filter(
      ({ provider, matches }) =>
        (provider === undefined || query.provider === undefined || provider === query.provider) && names.some(matches),
    )
    const last = matching.at(-1)
    if (last === undefined) return 'unknown_provider'
    const model = { id: last.model, prices: matching.flatMap((price) => price.rows) }
    return buildSchedule(model, query.serviceTier) ?? 'unknown_service_tier'
  }

  return { name, version: name, layer: 'user', find }
}

function checkInput(value: unknown, path: string): PriceRowInput {
  const row = checkPriceRow(value, path, ['provider', 'model', 'currency'])
  const { provider, model, currency, times } = row as PriceRow &
    Readonly<Record<'provider' | 'model' | 'currency', unknown>>
  expectText(model, `${path}.model`)
  if (provider !== undefined) expectText(provider, `${path}.provider`)
  if (currency !== undefined) expectText(currency, `${path}.currency`)
  if (times !== undefined) throw new TypeError(`${path}.times is not known: write the prices of the tier`)
  return row as unknown as PriceRowInput
}
