/** A vector and how near it is to the one that was asked for: the cosine of their angle, from -1 to 1. */
export interface Neighbour {
  readonly id: string
  readonly similarity: number
}

/** Vectors of one partition, found by looking at all of them: up to some ten thousand that takes less than asking a server. */
export interface VectorIndex {
  readonly size: number
  /** Adds a vector of length 1. Another one with that id is replaced. */
  add(id: string, vector: Float32Array): void
  remove(id: string): void
  /** The nearest ones at `minSimilarity` or above, the nearest first. */
  nearest(vector: Float32Array, count: number, minSimilarity: number): readonly Neighbour[]
}

/**
 * The share of the dimensions that is compared before it is decided whether the others can still make a vector near enough. By
 * then, two of a cosine below a half cannot come to 0.8.
 */
const HEAD_SHARE = 0.4

/**
 * Rounding of 32-bit sums of some thousand products stays well below this; what is left out by mistake would be a hit that is
 * missed.
 */
const ROUNDING = 1e-4

export function createVectorIndex(dimensions: number): VectorIndex {
  const ids: string[] = []
  const places = new Map<string, number>()
  const head = Math.ceil(dimensions * HEAD_SHARE)
  // A partition may well have one question for ever, and there may be thousands of them.
  let values = new Float32Array(dimensions)
  /** The length of what each vector has beyond its head. */
  let tails = new Float32Array(1)

  function grow(): void {
    const [biggerValues, biggerTails] = [new Float32Array(values.length * 2), new Float32Array(tails.length * 2)]
    biggerValues.set(values)
    biggerTails.set(tails)
    values = biggerValues
    tails = biggerTails
  }

  function put(place: number, vector: Float32Array): void {
    values.set(vector, place * dimensions)
    tails[place] = lengthFrom(vector, head)
  }

  return {
    get size() {
      return ids.length
    },
    add(id, vector) {
      const known = places.get(id)
      if (known !== undefined) return put(known, vector)
      if (ids.length === tails.length) grow()
      places.set(id, ids.length)
      put(ids.push(id) - 1, vector)
    },
    remove(id) {
      const place = places.get(id)
      const lastId = ids.at(-1)
      if (place === undefined || lastId === undefined) return
      const last = ids.length - 1
      values.copyWithin(place * dimensions, last * dimensions, (last + 1) * dimensions)
      tails[place] = tails[last] ?? 0
      ids[place] = lastId
      places.set(lastId, place)
      places.delete(id)
      ids.pop()
    },
    nearest(vector, count, minSimilarity) {
      const found: Neighbour[] = []
      const tail = lengthFrom(vector, head)
      for (let place = 0; place < ids.length; place++) {
        const start = place * dimensions
        const near = dot(values, start, vector, 0, head)
        // No two tails can add more than the product of their lengths.
        if (near + tail * (tails[place] ?? 0) + ROUNDING < minSimilarity) continue
        const similarity = near + dot(values, start, vector, head, dimensions)
        if (similarity >= minSimilarity) keepBest(found, { id: ids[place] ?? '', similarity }, count)
      }
      return found
    },
  }
}

/** The same vector with a length of 1; undefined of one that has no direction, or whose numbers are none. */
export function normalised(vector: ArrayLike<number>): Float32Array | undefined {
  const unit = Float32Array.from(vector)
  const length = lengthFrom(unit, 0)
  if (!(length > 0 && Number.isFinite(length))) return undefined
  return unit.map((value) => value / length)
}

/** Four sums at a time, which the processor adds side by side; declared one by one, because a pattern of them takes twice the time. */
function dot(values: Float32Array, start: number, vector: Float32Array, from: number, to: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let at = from
  for (; at + 3 < to; at += 4) {
    a += (values[start + at] ?? 0) * (vector[at] ?? 0)
    b += (values[start + at + 1] ?? 0) * (vector[at + 1] ?? 0)
    c += (values[start + at + 2] ?? 0) * (vector[at + 2] ?? 0)
    d += (values[start + at + 3] ?? 0) * (vector[at + 3] ?? 0)
  }
  for (; at < to; at++) a += (values[start + at] ?? 0) * (vector[at] ?? 0)
  return a + b + c + d
}

function lengthFrom(vector: Float32Array, from: number): number {
  return Math.sqrt(dot(vector, 0, vector, from, vector.length))
}

function keepBest(found: Neighbour[], neighbour: Neighbour, count: number): void {
  const place = found.findLastIndex(({ similarity }) => similarity >= neighbour.similarity) + 1
  if (place >= count) return
  found.splice(place, 0, neighbour)
  if (found.length > count) found.pop()
}
