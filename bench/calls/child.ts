/**
 * Measures one variant in a process of its own: `node child.ts <variant> <sdk> <time|heap|kept> [quick]`.
 * The figures go to the parent, or to the terminal where there is none, which is handy with `--cpu-prof`.
 */
import { report } from '../report-to-parent.ts'
import type { SwitchedOn, Variant } from '../variants/variant.ts'
import { type VariantName, variants } from '../variants/variants.ts'
import { FULL, QUICK } from './effort.ts'
import { type CallMaker, measureHeap, measureKept, measureTime } from './measurements.ts'
import { measuredSdks, type SdkName } from './measured-sdks.ts'
import { loadPatchable, loadUnpatched } from './sdk-copies.ts'

const [name, sdkName, quantity, quick] = process.argv.slice(2) as [VariantName, SdkName, ...string[]]
const variant: Variant = variants[name]
const { callOf, callCostUsd } = measuredSdks[sdkName]
const effort = quick === 'quick' ? QUICK : FULL

const unpatched = loadUnpatched(sdkName)
const running = await variant.switchOn(sdkName)
const patchable = loadPatchable(sdkName)
running.patch?.(patchable.exports)
const patched = { ...patchable, exports: running.wrap?.(patchable.exports) ?? patchable.exports }
const bareCall: CallMaker = (shape) => callOf(unpatched, shape)
const observedCall: CallMaker = (shape) => callOf(patched, shape)
if (name !== 'bare') await mustRecord(variant, running, observedCall)

const figures =
  quantity === 'time'
    ? await measureTime(bareCall, observedCall, effort)
    : quantity === 'heap'
      ? await measureHeap(bareCall, observedCall, effort)
      : await measureKept(observedCall, effort, running.flush)

report(figures)

/** A variant that records nothing is fast and worthless, so each shape of call must become one span with its cost. */
async function mustRecord(
  { title, hasCost, streamCostErrorUsd }: Variant,
  { exported, flush }: SwitchedOn,
  call: CallMaker,
): Promise<void> {
  await call('chat')()
  await call('stream50')()
  await flush()
  if (exported.spans !== 2) throw new Error(`${title} made ${exported.spans} spans of 2 calls`)
  const expected = hasCost ? 2 * callCostUsd + (streamCostErrorUsd?.[sdkName] ?? 0) : 0
  if (Math.abs(exported.costUsd - expected) > 1e-9) {
    throw new Error(`${title} says that 2 calls cost ${exported.costUsd} USD, expected ${expected}`)
  }
}
