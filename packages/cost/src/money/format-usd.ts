import { divideHalfUp } from './decimal.ts'

/** How an amount is written. */
export interface FormatUsdOptions {
  /** Decimals to show, 0 to 9, rounded half up. The default shows the exact amount, with two decimals at the least. */
  readonly decimals?: number
}

/**
 * Writes nano-USD for people: `$0.0042`, `$1,250.50`, `-$3.00`.
 *
 * @throws TypeError when `decimals` is no whole number from 0 to 9
 */
export function formatUsd(nanoUsd: bigint, options: FormatUsdOptions = {}): string {
  const { decimals } = options
  if (decimals !== undefined && !(Number.isInteger(decimals) && decimals >= 0 && decimals <= 9)) {
    throw new TypeError(`decimals must be a whole number from 0 to 9, got ${decimals}`)
  }
  const magnitude = nanoUsd < 0n ? -nanoUsd : nanoUsd
  const shown = decimals ?? decimalsOf(magnitude)
  const rounded = divideHalfUp(magnitude, 10n ** BigInt(9 - shown))
    .toString()
    .padStart(shown + 1, '0')
  const whole = rounded.slice(0, rounded.length - shown).replace(/\B(?=(\d{3})+$)/g, ',')
  const fraction = shown === 0 ? '' : `.${rounded.slice(-shown)}`
  return `${nanoUsd < 0n ? '-' : ''}$${whole}${fraction}`
}

/** The fewest decimals that show all of an amount, but at least the two of dollars and cents. */
function decimalsOf(nanoUsd: bigint): number {
  const fraction = nanoUsd.toString().padStart(10, '0').slice(-9).replace(/0+$/, '')
  return fraction.length < 2 ? 2 : fraction.length
}
