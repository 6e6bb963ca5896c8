/**
 * Question store: the questions that were answered, found by their meaning. Each is in one partition, and no search leaves its
 * partition. A store knows vectors and sealed texts; what is in them it cannot read.
 */
export interface QuestionStore {
  /** The nearest questions of a partition, the nearest first; none that has expired. */
  nearest(partition: string, search: VectorSearch): Promise<readonly FoundQuestion[]>
  /**
   * Keeps a question, unless one of its marks was forgotten since the call began that answered it: who erases must not find the
   * answer of a call that was under way.
   */
  add(partition: string, question: StoredQuestion): Promise<void>
  remove(partition: string, id: string): Promise<void>
  /** Removes all questions with this mark, and gives how many there were. */
  forget(tag: string, atMillis: number): Promise<number>
  close(): Promise<void>
}

/** What is looked for in a partition. */
export interface VectorSearch {
  /** Of length 1. */
  readonly vector: Float32Array
  /** The most that are given. */
  readonly count: number
  /** The cosine from which on a question is given, from -1 to 1. */
  readonly minSimilarity: number
  readonly atMillis: number
}

/** A question as a store keeps it. */
export interface StoredQuestion {
  /** The same for the same question, so that its new answer takes the place of the old one. */
  readonly id: string
  /** Of length 1; all of a partition have as many dimensions. */
  readonly vector: Float32Array
  /** The question with its answer, as text that only the cache reads. */
  readonly sealed: string
  /** Marks by which it can be forgotten. */
  readonly tags: readonly string[]
  /** When the call began that answered it. */
  readonly sinceMillis: number
  readonly expiresAtMillis: number
}

/** A question that was found. */
export interface FoundQuestion {
  readonly id: string
  readonly similarity: number
  readonly sealed: string
}
