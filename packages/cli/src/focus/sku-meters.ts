import type { SpendStep } from '../ledger/ledger.ts'

/** A meter: what is counted and billed of a model, and how much of it calls used. */
export interface SkuMeter {
  /** As FOCUS's examples for AI name it. */
  readonly name: string
  /** The end of the SKU's id. */
  readonly id: string
  /** Tokens; undefined where the ledger has the amount alone, so that calls are counted instead. */
  readonly tokens?: (step: SpendStep) => number
  readonly nanoUsd: (step: SpendStep) => bigint
}

/** All meters. Those of tokens split input and output into leaves, so that no token is in two rows. */
export const SKU_METERS: readonly SkuMeter[] = [
  {
    name: 'Input Tokens',
    id: 'input',
    tokens: ({ inputTokens, cacheReadTokens, cacheWriteTokens }) => inputTokens - cacheReadTokens - cacheWriteTokens,
    nanoUsd: ({ parts }) => parts.input,
  },
  {
    name: 'Cache Read Input Tokens',
    id: 'cache-read',
    tokens: ({ cacheReadTokens }) => cacheReadTokens,
    nanoUsd: ({ parts }) => parts.cacheRead,
  },
  {
    name: 'Cache Write Input Tokens',
    id: 'cache-write',
    tokens: ({ cacheWriteTokens }) => cacheWriteTokens,
    nanoUsd: ({ parts }) => parts.cacheWrite,
  },
  {
    name: 'Output Tokens',
    id: 'output',
    tokens: ({ outputTokens, reasoningTokens }) => outputTokens - reasoningTokens,
    nanoUsd: ({ parts }) => parts.output,
  },
  {
    name: 'Reasoning Output Tokens',
    id: 'reasoning',
    tokens: ({ reasoningTokens }) => reasoningTokens,
    nanoUsd: ({ parts }) => parts.reasoning,
  },
  { name: 'Audio', id: 'audio', nanoUsd: ({ parts }) => parts.audio },
  { name: 'Images', id: 'image', nanoUsd: ({ parts }) => parts.image },
  { name: 'Tool Calls', id: 'tool', nanoUsd: ({ parts }) => parts.tool },
  { name: 'Requests', id: 'request', nanoUsd: ({ parts }) => parts.request },
]
