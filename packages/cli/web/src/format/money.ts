import { decimalsFor, formatUsd } from '../../../src/reports/format-usd.ts'

/** Dollars as the reports write them; `like` is the largest amount beside this one, so that a column has equal decimals. */
export function money(nanoUsd: bigint | string, like: bigint | string = nanoUsd): string {
  const amount = BigInt(nanoUsd)
  if (amount === 0n) return '$0'
  const decimals = decimalsFor(absolute(BigInt(like)))
  return amount < 0n ? `−${formatUsd(-amount, decimals)}` : formatUsd(amount, decimals)
}

/** Dollars for a figure that stands alone: cents, and below a dollar as many decimals as say something. */
export function figure(nanoUsd: bigint | string): string {
  const amount = BigInt(nanoUsd)
  const size = absolute(amount)
  const decimals = size === 0n || size >= DOLLAR ? 2 : size >= DOLLAR / 100n ? 4 : 6
  return amount < 0n ? `−${formatUsd(size, decimals)}` : formatUsd(amount, decimals)
}

/** Dollars for an axis, a tile: as short as can be read. */
export function shortMoney(usd: number): string {
  const size = Math.abs(usd)
  if (size >= 1_000_000) return `$${(usd / 1_000_000).toFixed(1)}M`
  if (size >= 10_000) return `$${(usd / 1_000).toFixed(0)}k`
  if (size >= 1_000) return `$${(usd / 1_000).toFixed(1)}k`
  if (size >= 10 || size === 0) return `$${usd.toFixed(0)}`
  return size >= 0.1 ? `$${usd.toFixed(2)}` : `$${usd.toPrecision(2)}`
}

/** Dollars for charts, which draw doubles. */
export function toUsd(nanoUsd: string | bigint): number {
  return Number(nanoUsd) / 1e9
}

/** A rate in pico-USD for a million of what it is for. */
export function ratePerMillion(ratePicoUsd: string): string {
  return `$${(Number(ratePicoUsd) / 1e6).toLocaleString('en-US', { maximumFractionDigits: 6, minimumFractionDigits: 2 })}`
}

const DOLLAR = 1_000_000_000n

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}
