/**
 * JSON that keeps what plain JSON does not have and a ledger's questions and answers do: whole numbers of any size, a time without
 * end, and nothing.
 */
export function ledgerJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'bigint') return { $bigint: String(each) }
    if (each === Infinity || each === -Infinity) return { $number: String(each) }
    return Array.isArray(each) ? each.map((item: unknown) => (item === undefined ? { $none: true } : item)) : each
  })
}

/** @throws SyntaxError for what is no such JSON */
export function parseLedgerJson(text: string): unknown {
  return restored(JSON.parse(text))
}

function restored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restored)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [[name, only] = []] = entries
  if (entries.length === 1 && name === '$none') return undefined
  if (entries.length === 1 && name === '$bigint' && typeof only === 'string' && /^-?\d+$/.test(only))
    return BigInt(only)
  if (entries.length === 1 && name === '$number' && (only === 'Infinity' || only === '-Infinity')) return Number(only)
  return Object.fromEntries(entries.map(([key, each]) => [key, restored(each)]))
}
