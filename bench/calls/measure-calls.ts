import { measureInChild } from '../measure-in-child.ts'
import { type VariantName, variants } from '../variants/variants.ts'
import type { CallShape } from './call-shapes.ts'
import type { Allocation } from './measurements.ts'
import type { PairedRound } from './paired-batches.ts'
import { measuredSdks, type SdkName } from './measured-sdks.ts'

/** All that was measured of one variant on one SDK. */
export interface CallFigures {
  readonly name: VariantName
  readonly title: string
  /** Rounds of each process that was run. */
  readonly time: Record<CallShape, PairedRound[]>[]
  readonly heap: Record<CallShape, Allocation> | undefined
  readonly keptBytesPerCall: number | undefined
  /** Why there is less than there should be. */
  problem: string | undefined
}

/** What ours is held to, and the control: their figures are near each other. All others run in half the processes. */
const CLOSE: ReadonlySet<VariantName> = new Set([
  'bare',
  'floor',
  'floor-on-native',
  'native',
  'costspan',
  'costspan-without-native',
  'opentelemetry',
])

/** Runs all variants that record calls of this SDK, each in processes of its own. */
export async function measureCalls(
  sdk: SdkName,
  only: readonly string[],
  { passes, quick }: { passes: number; quick: boolean },
): Promise<CallFigures[]> {
  const names = (Object.keys(variants) as VariantName[]).filter(
    (name) => variants[name].sdks.includes(sdk) && (only.length === 0 || only.includes(name)),
  )
  const figures = new Map<VariantName, { -readonly [Key in keyof CallFigures]: CallFigures[Key] }>()
  for (const name of names) {
    figures.set(name, {
      name,
      title: variants[name].title,
      time: [],
      heap: undefined,
      keptBytesPerCall: undefined,
      problem: undefined,
    })
  }
  // Variants take turns, and go backwards every second time, so that none has all its processes in one busy minute.
  for (let pass = 0; pass < passes; pass += 1) {
    for (const name of pass % 2 === 0 ? names : names.toReversed()) {
      if (pass >= passes / 2 && !CLOSE.has(name)) continue
      await attempt(figures.get(name), async (found) => {
        found.time.push(await measure(name, sdk, 'time', quick, ONE_THREAD))
      })
    }
  }
  for (const name of names) {
    await attempt(figures.get(name), async (found) => {
      found.heap = await measure(name, sdk, 'heap', quick, WITHOUT_COLLECTION)
    })
    await attempt(figures.get(name), async (found) => {
      found.keptBytesPerCall = await measure(name, sdk, 'kept', quick)
    })
  }
  return [...figures.values()]
}

/**
 * Garbage is collected on the main thread, whose CPU is counted, and the young generation has V8's usual largest size from the
 * start: else it grows in some processes and not in others, and a call costs this or that.
 */
const ONE_THREAD = ['--single-threaded-gc', '--min-semi-space-size=16', '--max-semi-space-size=16']

/** A young generation that no batch fills, so that the growth of the heap is what was allocated. */
const WITHOUT_COLLECTION = ['--min-semi-space-size=512', '--max-semi-space-size=512']

function measure<Figures>(
  name: VariantName,
  sdk: SdkName,
  quantity: 'time' | 'heap' | 'kept',
  quick: boolean,
  nodeOptions: readonly string[] = [],
): Promise<Figures> {
  process.stderr.write(`  ${measuredSdks[sdk].title}, ${quantity}: ${variants[name].title}\n`)
  return measureInChild('calls/child.ts', [name, sdk, quantity, ...(quick ? ['quick'] : [])], nodeOptions)
}

/** One variant that fails must not cost the figures of the others. */
async function attempt<Found extends CallFigures>(
  found: Found | undefined,
  step: (found: Found) => Promise<void>,
): Promise<void> {
  if (found === undefined) return
  try {
    await step(found)
  } catch (error) {
    found.problem = String(error)
    console.error(found.problem)
  }
}
