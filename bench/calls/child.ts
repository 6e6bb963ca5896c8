/**
 * Measures one variant in a process of its own: `node child.ts <variant> <sdk major> <time|heap|kept> [quick]`.
 * The figures go to the parent, or to the terminal where there is none, which is handy with `--cpu-prof`.
 */
import { type VariantName, variants } from '../variants/variants.ts'
import { CALL_COST_USD } from './canned-answers.ts'
import { callOf } from './call-shapes.ts'
import { FULL, QUICK } from './effort.ts'
import { measureHeap, measureKept, measureTime } from './measurements.ts'
import { report } from '../report-to-parent.ts'
import { loadPatchable, loadUnpatched, type OpenAiModule, type SdkMajor } from './sdk-copies.ts'
import type { SwitchedOn, Variant } from '../variants/variant.ts'

const [name, major, quantity, quick] = process.argv.slice(2)
const variant: Variant = variants[name as VariantName]
const effort = quick === 'quick' ? QUICK : FULL

const unpatched = loadUnpatched(major as SdkMajor)
const running = await variant.switchOn()
const patched = loadPatchable(major as SdkMajor)
running.patch?.(patched)
if (name !== 'bare') await mustRecord(variant, running, patched)

const figures =
  quantity === 'time'
    ? await measureTime(unpatched, patched, effort)
    : quantity === 'heap'
      ? await measureHeap(unpatched, patched, effort)
      : await measureKept(patched, effort, running.flush)

report(figures)

/** A variant that records nothing is fast and worthless, so each shape of call must become one span with its cost. */
async function mustRecord(
  { title, hasCost }: Variant,
  { exported, flush }: SwitchedOn,
  sdk: OpenAiModule,
): Promise<void> {
  await callOf(sdk, 'chat')()
  await callOf(sdk, 'stream50')()
  await flush()
  if (exported.spans !== 2) throw new Error(`${title} made ${exported.spans} spans of 2 calls`)
  const expected = hasCost ? 2 * CALL_COST_USD : 0
  if (Math.abs(exported.costUsd - expected) > 1e-9) {
    throw new Error(`${title} says that 2 calls cost ${exported.costUsd} USD, expected ${expected}`)
  }
}
