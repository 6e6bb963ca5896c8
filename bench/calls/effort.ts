import type { Effort } from './measurements.ts'

/** Few calls to a batch and many batches. About ten minutes for all variants, in four processes each. */
export const FULL: Effort = {
  rounds: 80,
  batch: { chat: 100, stream50: 12, stream500: 2 },
  warmUp: { chat: 24_000, stream50: 1_000, stream500: 100 },
  keptAfter: 50_000,
}

/** About one minute: enough to see whether a change helped, too little to quote. */
export const QUICK: Effort = {
  rounds: 30,
  batch: { chat: 100, stream50: 12, stream500: 2 },
  warmUp: { chat: 12_000, stream50: 400, stream500: 40 },
  keptAfter: 10_000,
}
