/**
 * Takes out of a stream what is in it only because we asked for the usage: the item that brings it, and the empty `usage`
 * that OpenAI then puts on every other item.
 */
export function hideUsage(item: unknown, says: 'usage-only' | undefined): 'hide' | undefined {
  if (says === 'usage-only') return 'hide'
  if (typeof item === 'object' && item !== null && 'usage' in item && item.usage === null) {
    Reflect.deleteProperty(item, 'usage')
  }
  return undefined
}
