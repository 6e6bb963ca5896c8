import type { JsonObject } from './answer-format.ts'

/** Fields that say the same each time that they are said. */
const SAID_ONCE: ReadonlySet<string> = new Set(['role', 'id', 'type', 'index'])

/**
 * Puts together what deltas tell piece by piece: texts are joined, members of lists are put together where they have an index
 * and added where they have none.
 *
 * @returns undefined where two pieces of one field are of different kinds, which is a form of delta that we do not know
 */
export function foldDeltas(deltas: readonly JsonObject[]): JsonObject | undefined {
  try {
    return deltas.reduce(merged, {})
  } catch (problem) {
    if (problem instanceof UnknownDelta) return undefined
    throw problem
  }
}

class UnknownDelta extends Error {}

function merged(sum: JsonObject, delta: JsonObject): JsonObject {
  const entries = Object.entries(delta).map(([name, piece]) => [name, joined(name, sum[name], piece)] as const)
  return { ...sum, ...Object.fromEntries(entries) }
}

function joined(name: string, sum: unknown, piece: unknown): unknown {
  if (piece === null || piece === undefined) return sum ?? piece
  if (sum === null || sum === undefined) return Array.isArray(piece) ? list([], piece) : piece
  if (SAID_ONCE.has(name)) return sum
  if (typeof sum === 'string' && typeof piece === 'string') return sum + piece
  if (Array.isArray(sum) && Array.isArray(piece)) return list(sum, piece)
  if (isObject(sum) && isObject(piece)) return merged(sum, piece)
  throw new UnknownDelta(name)
}

function list(sum: readonly unknown[], pieces: readonly unknown[]): readonly unknown[] {
  const members = [...sum]
  for (const piece of pieces) {
    const index = isObject(piece) ? piece['index'] : undefined
    if (typeof index !== 'number' || !isObject(piece)) {
      members.push(piece)
      continue
    }
    // More than one call of a tool comes in turns, each told by its index, which the whole answer does not have.
    if (!Number.isSafeInteger(index) || index < 0 || index > members.length) throw new UnknownDelta('index')
    const { index: _index, ...rest } = piece
    members[index] = merged((members[index] ?? {}) as JsonObject, rest)
  }
  return members
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
