/** A value as it arrives in JSON: 64-bit integers, which a double does not hold, are text. */
export type AsJson<Value> = Value extends bigint
  ? string
  : Value extends object
    ? { readonly [Key in keyof Value]: AsJson<Value[Key]> }
    : Value

export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each))
}
