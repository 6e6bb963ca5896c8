import { toolLinks } from './tool-links.ts'

/**
 * Unit: messages that stay or go together: one message, or a call of tools with all of its results and what the model thought
 * before it.
 */
export interface MessageUnit {
  /** Indexes of its messages, in their order. */
  readonly indexes: readonly number[]
}

/** Divides a conversation into units, in the order of their first messages. */
export function messageUnits(messages: readonly unknown[]): readonly MessageUnit[] {
  const unitOf = messages.map((_, index) => index)
  const rootOf = (index: number): number => {
    const parent = unitOf[index] ?? index
    return parent === index ? index : rootOf(parent)
  }
  const join = (a: number, b: number): void => {
    const [first, second] = [rootOf(a), rootOf(b)].toSorted((left, right) => left - right)
    if (first !== undefined && second !== undefined) unitOf[second] = first
  }

  const callers = new Map<string, number>()
  messages.forEach((message, index) => {
    const { calls, results } = toolLinks(message)
    for (const id of calls) callers.set(id, index)
    for (const id of results) {
      const caller = callers.get(id)
      if (caller !== undefined) join(caller, index)
    }
    if (isBoundToNext(message) && index + 1 < messages.length) join(index, index + 1)
    if (isLegacyResult(message) && index > 0) join(index - 1, index)
  })

  const units = new Map<number, number[]>()
  for (const index of unitOf.keys()) units.set(rootOf(index), [...(units.get(rootOf(index)) ?? []), index])
  return [...units.values()].map((indexes) => ({ indexes }))
}

/** What a model of OpenAI thought is refused without the item that came of it. */
function isBoundToNext(message: unknown): boolean {
  return fieldOf(message, 'type') === 'reasoning'
}

/** Results of functions, before tools had ids, follow their call. */
function isLegacyResult(message: unknown): boolean {
  return fieldOf(message, 'role') === 'function'
}

function fieldOf(message: unknown, name: string): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined
}
