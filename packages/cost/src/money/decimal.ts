/**
 * Decimal: an exact decimal number, `digits / 10 ** scale`, read from text so that no amount ever passes through binary
 * floating point.
 */
export interface Decimal {
  readonly digits: bigint
  /** How many of the digits stand behind the decimal point; never negative. */
  readonly scale: number
}

const NUMBER = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i

/**
 * Reads a decimal number. A number is read through its shortest text, which is what its author wrote: `0.1` is exactly one
 * tenth. Exponents (`1e-7`) are understood, because that is how JavaScript prints small numbers.
 *
 * @returns undefined when the text is no finite number
 */
export function parseDecimal(value: string | number): Decimal | undefined {
  const match = NUMBER.exec(typeof value === 'number' ? String(value) : value.trim())
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const magnitude = BigInt(whole + fraction)
  const digits = sign === '-' ? -magnitude : magnitude
  const scale = fraction.length - Number(exponent)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

/** How many units of `10 ** -places` a decimal is, rounded half up; `exact` tells whether anything was rounded away. */
export function scaleDecimal(value: Decimal, places: number): { readonly units: bigint; readonly exact: boolean } {
  if (places >= value.scale) return { units: value.digits * 10n ** BigInt(places - value.scale), exact: true }
  const divisor = 10n ** BigInt(value.scale - places)
  return { units: divideHalfUp(value.digits, divisor), exact: value.digits % divisor === 0n }
}

/** The quotient of two integers as a whole number, a half going up (2.5 to 3, -2.5 to -2). The divisor is positive. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const doubled = 2n * dividend + divisor
  const quotient = doubled / (2n * divisor)
  // BigInt division cuts towards zero, which for negative amounts is up.
  return doubled < 0n && quotient * 2n * divisor !== doubled ? quotient - 1n : quotient
}
