import type { Budget } from '@costspan/guard'
import type { PriceBook } from '@costspan/cost/prices'
import type { output as InputOf, ZodObject } from 'zod'
import type { LedgerReader } from '../ledger/ledger.ts'

/**
 * A tool of the Model Context Protocol: a question about spend that an assistant may ask. It reads, and changes nothing.
 * Names that applications put into the ledger are data in an answer, and never part of a description.
 */
export interface Tool {
  readonly name: string
  /** For the assistant: when to ask this, and what comes back. */
  readonly description: string
  readonly input: ZodObject
  /** Answers with an object that JSON holds without loss. Throws a `TypeError` for a question that makes no sense. */
  answer(input: unknown, sources: ToolSources): Promise<object>
}

/** What answers are made from. */
export interface ToolSources {
  readonly ledger: LedgerReader
  readonly budgets: readonly Budget[]
  readonly book: PriceBook
  readonly nowMillis: number
}

/** Ties the type of the answer's input to its schema, which the protocol's library has checked before `answer` is called. */
export function defineTool<Input extends ZodObject>(tool: {
  readonly name: string
  readonly description: string
  readonly input: Input
  answer(input: InputOf<Input>, sources: ToolSources): Promise<object>
}): Tool {
  return { ...tool, answer: (input, sources) => tool.answer(tool.input.parse(input), sources) }
}
