/** How an amount changed, as a share of what it was: `+12 %`, `new`, `=`. */
export function formatChange(now: bigint | number, before: bigint | number): string {
  const [from, to] = [Number(before), Number(now)]
  if (from === 0) return to === 0 ? '' : 'new'
  const change = to / from - 1
  // Beyond a doubling, factors are easier to read than per cent.
  if (change >= 1) return `×${change >= 9 ? Math.round(to / from) : (to / from).toFixed(1)}`
  const perCent = Math.round(change * 100)
  return perCent === 0 ? '=' : `${perCent > 0 ? '+' : '−'}${Math.abs(perCent)} %`
}

/** A share from 0 to 1 as per cent with one decimal; nothing where it is not known. */
export function formatShare(share: number | undefined): string {
  if (share === undefined) return ''
  return `${share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(1)} %`
}
