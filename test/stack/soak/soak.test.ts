import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { FLAT, growthOf } from './growth.ts'
import { runSoak } from './run-soak.ts'

const CALLS = 40_000

it(`${CALLS} calls through all of the stack are in Prometheus to the nano-dollar, and leave nothing in memory`, async () => {
  const soak = await runSoak({
    calls: CALLS,
    programs: inject('programs'),
    collector: inject('collector'),
    // With so little garbage at a time, what the collector tells of its heap is what is in use.
    collectorExtras: { overlays: [join(import.meta.dirname, 'small-bounds.yaml')], env: { GOGC: '20' } },
  })
  expect(soak).toMatchObject({ countedCalls: CALLS, countedNanoUsd: soak.expectedNanoUsd })
  expect(growthOf(soak.marks.map(({ appHeapBytes }) => appHeapBytes))).toBeLessThan(FLAT)
  expect(growthOf(soak.marks.map(({ collectorHeapBytes }) => collectorHeapBytes))).toBeLessThan(FLAT)
}, 300_000)
