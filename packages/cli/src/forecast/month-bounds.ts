/** The beginning of the UTC month that an instant is in, and of the next one. */
export function monthBounds(atMillis: number): { readonly fromMillis: number; readonly toMillis: number } {
  const at = new Date(atMillis)
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()]
  return { fromMillis: Date.UTC(year, month, 1), toMillis: Date.UTC(year, month + 1, 1) }
}
