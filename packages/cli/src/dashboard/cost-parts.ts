import type { CostParts } from '../ledger/call-record.ts'

/** What is paid for in a call, in the order of its flow. */
export const COST_PARTS: readonly (keyof CostParts)[] = [
  'input',
  'cacheRead',
  'cacheWrite',
  'output',
  'reasoning',
  'audio',
  'image',
  'tool',
  'request',
]
