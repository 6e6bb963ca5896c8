import { type Decimal, divideHalfUp, parseDecimal } from '../money/decimal.ts'
import { PICO_USD_PER_USD } from '../money/pico-usd.ts'
import { checkDay } from './check-price-row.ts'
import { expected, expectArray, expectKeys, expectObject, expectText } from './expect-json.ts'
import type { PriceSource } from './price-source.ts'
import { type PriceRowInput, userPrices } from './user-prices.ts'

/**
 * A self-hosted model: one that runs on GPUs which are paid for by the hour, whether it works or waits. A token then costs
 * what the GPUs cost in the time that it takes them.
 *
 * @example
 * { model: 'llama-3.1-70b*', usdPerHour: '$3.00', gpus: 2, tokensPerHour: 480_000 } // $12.50 per million tokens
 */
export interface SelfHostedModel {
  /** The model as its server names it, exact or with `*` for any text. */
  readonly model: string
  /** Its server by any of the provider's names, such as `ollama`; without it, whichever provider serves the model. */
  readonly provider?: string
  /** What one GPU costs in an hour, in USD: its rent, or its share of purchase, power and room. `2.5` or `"$2.50"`. */
  readonly usdPerHour: number | string
  /** How many GPUs serve the model together. Default: 1. */
  readonly gpus?: number
  /**
   * Measured throughput: tokens, read and written, that all of these GPUs do in a second, on average over the hours that are
   * paid for. Give this or `tokensPerHour`.
   */
  readonly tokensPerSecond?: number | string
  /** The same for an hour. */
  readonly tokensPerHour?: number | string
  /** The first day of the price (`2026-08-21`, UTC) or its instant; without it the price always held. */
  readonly from?: string
}

/**
 * A price source of self-hosted models. Each token costs `usdPerHour * gpus / tokens per hour`, computed with integers and
 * rounded once, half up, to pico-USD.
 *
 * @throws TypeError with the path (`selfHosted[1].gpus`), the value and what was expected
 */
export function selfHostedPrices(models: readonly SelfHostedModel[]): PriceSource {
  const rows = expectArray(models, 'selfHosted').map((model, index) => priceRow(model, `selfHosted[${index}]`))
  return userPrices(rows, { name: 'self-hosted' })
}

const KEYS = ['model', 'provider', 'usdPerHour', 'gpus', 'tokensPerSecond', 'tokensPerHour', 'from']

function priceRow(value: unknown, path: string): PriceRowInput {
  const host = expectObject(value, path)
  expectKeys(host, KEYS, path)
  expectText(host['model'], `${path}.model`)
  checkDay(host['from'], `${path}.from`)
  const { usdPerHour, gpus = 1, tokensPerSecond, tokensPerHour, ...row } = value as SelfHostedModel
  if (!Number.isSafeInteger(gpus) || gpus < 1)
    throw expected(`${path}.gpus`, gpus, 'a whole number of GPUs, at least 1')
  if ((tokensPerSecond === undefined) === (tokensPerHour === undefined)) {
    throw expected(path, value, 'a model with either tokensPerSecond or tokensPerHour')
  }
  const usd = amountAt(`${path}.usdPerHour`, usdPerHour, 'USD per GPU and hour, such as 2.5 or "$2.50"', 0n)
  const tokens =
    tokensPerHour === undefined
      ? amountAt(`${path}.tokensPerSecond`, tokensPerSecond, 'a number of tokens, more than 0', 1n)
      : amountAt(`${path}.tokensPerHour`, tokensPerHour, 'a number of tokens, more than 0', 1n)
  const seconds = tokensPerHour === undefined ? 3600n : 1n
  const picoUsd = picoUsdPerToken({ digits: usd.digits * BigInt(gpus), scale: usd.scale }, tokens, seconds)
  if (picoUsd === 0n && usd.digits !== 0n) {
    throw expected(
      path,
      value,
      'a model whose token costs at least 1e-12 USD: a price must not become free by rounding',
    )
  }
  const price = usdPerMillion(picoUsd)
  return { ...row, input: price, output: price }
}

/** A decimal of at least `least` of its last digit. */
function amountAt(path: string, value: unknown, what: string, least: bigint): Decimal {
  const text = typeof value === 'string' ? value.trim().replace(/^\$\s*/, '') : value
  const decimal = typeof text === 'string' || typeof text === 'number' ? parseDecimal(text) : undefined
  if (decimal === undefined || decimal.digits < least) throw expected(path, value, what)
  return decimal
}

function picoUsdPerToken(usdPerHour: Decimal, tokens: Decimal, times: bigint): bigint {
  const dividend = usdPerHour.digits * PICO_USD_PER_USD * 10n ** BigInt(tokens.scale)
  return divideHalfUp(dividend, tokens.digits * times * 10n ** BigInt(usdPerHour.scale))
}

/** Pico-USD a token are micro-USD a million of them, which is a decimal of six places. */
function usdPerMillion(picoUsd: bigint): string {
  const digits = picoUsd.toString().padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}
