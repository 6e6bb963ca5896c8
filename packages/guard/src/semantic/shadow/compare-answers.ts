import { type Embedder, embedTexts } from '../embedder.ts'

/** Whether two answers to one question say the same. What it throws counts as no comparison. */
export type SameAnswer = (cached: string, live: string) => Promise<boolean>

/** Answers of a model to one question, in other words, are this alike; answers to two questions mostly are not. */
const ALIKE = 0.8

const NUMBERS = /\d+(?:[.,]\d+)*/gu
const SHORT = 200

/**
 * Compares by the embedder of the cache, which is blind to the same things here as there: so yes must not meet no, and in short
 * answers the numbers must be the same.
 */
export function sameByEmbedder(embedder: Embedder): SameAnswer {
  return async (cached, live) => {
    if (cached.trim() === live.trim()) return true
    if (verdictOf(cached) !== verdictOf(live)) return false
    if (Math.max(cached.length, live.length) <= SHORT && numbersOf(cached) !== numbersOf(live)) return false
    const [one, other] = await embedTexts(embedder, [cached, live])
    return one !== undefined && other !== undefined && cosine(one, other) >= ALIKE
  }
}

function verdictOf(answer: string): string | undefined {
  return /^\s*(yes|no)(?!\p{L})/iu.exec(answer)?.[1]?.toLowerCase()
}

function numbersOf(answer: string): string {
  return (answer.match(NUMBERS) ?? []).toSorted().join(' ')
}

function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)
}
