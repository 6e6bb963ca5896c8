/** An integer of `10 ** -places` as exact decimal text: `1250n` of nano is `0.00000125`. */
export function decimalText(units: bigint, places: number): string {
  const magnitude = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const whole = magnitude.slice(0, magnitude.length - places)
  const fraction = magnitude.slice(magnitude.length - places).replace(/0+$/, '')
  const text = fraction === '' ? whole : `${whole}.${fraction}`
  return units < 0n && /[1-9]/.test(text) ? `-${text}` : text
}
