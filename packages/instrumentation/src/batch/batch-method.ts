/**
 * A batch: many requests that are handed in together, worked on within a day, and billed at half the price. Their answers
 * are read later, often by another process, so their spans are made when the results are read.
 */
import type { Operation } from '../provider.ts'

/** What an SDK tells of a batch. */
export interface BatchInfo {
  /** How the results will refer to the batch: by its id, or by those of its files. */
  readonly ids: readonly string[]
  /** When it was submitted, in milliseconds since 1970: its calls are priced as of then. */
  readonly createdAtMillis: number | undefined
  /** What the submitter attached to it. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
}

/** The outcome of one request of a batch. */
export interface BatchResult {
  /** What the provider calls this outcome, unique in its batch: an outcome that is read twice is billed once. */
  readonly id: string
  readonly customId: string | undefined
  /** How to read the answer: a request of a batch is a call like any other. */
  readonly operation: Operation
  /** Undefined where the request failed. */
  readonly answer: unknown
  /** `error.type` of a request that failed, which costs nothing. */
  readonly errorType?: string | undefined
}

/** A method that tells of batches: by submitting one, or by asking for it. */
export interface BatchStatusMethod {
  readonly method: string
  /** True where it submits: then its caller is who caused the cost. */
  readonly submits: boolean
  batch(answer: unknown): BatchInfo | undefined
}

/** A method that brings results of a batch. */
export interface BatchResultsMethod {
  readonly method: string
  /** The result in one item of a stream, or in one line of a body. Undefined for what is no result. */
  result(item: unknown): BatchResult | undefined
}

/** The methods of one SDK that have to do with batches. */
export interface BatchMethods {
  readonly status: readonly BatchStatusMethod[]
  readonly results: readonly BatchResultsMethod[]
}
