/** A part of a whole in percent, with a decimal below ten. */
export function share(part: bigint | string | number, whole: bigint | string | number): string {
  const percent = Number(whole) === 0 ? 0 : (Number(part) / Number(whole)) * 100
  if (percent > 0 && percent < 0.1) return '<0.1 %'
  return `${percent.toFixed(percent > 0 && percent < 10 ? 1 : 0)} %`
}

/** What became of an amount, such as `+12 %`; `undefined` where there was none before. */
export function change(now: bigint | string, before: bigint | string): string | undefined {
  if (Number(before) === 0) return undefined
  const percent = (Number(now) / Number(before) - 1) * 100
  if (percent >= 995) return `×${(percent / 100 + 1).toFixed(0)}`
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(Math.abs(percent) < 10 ? 1 : 0)} %`
}
