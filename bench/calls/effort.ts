import type { Effort } from './measurements.ts'

/** About five minutes for all variants. */
export const FULL: Effort = {
  rounds: 12,
  batch: { chat: 500, stream50: 60, stream500: 16 },
  warmUp: { chat: 2_000, stream50: 200, stream500: 20 },
  keptAfter: 50_000,
}

/** About one minute: enough to see whether a change helped, too little to quote. */
export const QUICK: Effort = {
  rounds: 8,
  batch: { chat: 300, stream50: 30, stream500: 6 },
  warmUp: { chat: 1_000, stream50: 100, stream500: 10 },
  keptAfter: 10_000,
}
