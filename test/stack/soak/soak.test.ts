import { expect, inject, it } from 'vitest'
import { runSoak } from './run-soak.ts'

const CALLS = 40_000
/** The heap of an application moves by less than this while it stays as it is. */
const STEADY_BYTES = 6 * 1024 * 1024

it(`${CALLS} calls through all of the stack are in Prometheus to the nano-dollar, and leave nothing in memory`, async () => {
  const soak = await runSoak({ calls: CALLS, programs: inject('programs'), collector: inject('collector') })
  expect(soak).toMatchObject({ countedCalls: CALLS, countedNanoUsd: soak.expectedNanoUsd })
  const heaps = soak.marks.map(({ appHeapBytes }) => appHeapBytes)
  expect(heaps.at(-1)).toBeLessThan((heaps[0] ?? 0) + STEADY_BYTES)
}, 300_000)
