/** What metering a call takes as an application has more of something. Sends its figures to its parent. */
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { type Spread, spreadOf } from '../report/statistics.ts'
import { report } from '../report-to-parent.ts'
import { type Growth, GROWTHS } from './growths.ts'
import { takeTurns } from './take-turns.ts'

/** Figures of a span from start to end. */
export interface GrowthFigures {
  readonly what: string
  readonly size: number
  readonly nanos: Spread
  /** On the JavaScript heap. */
  readonly bytes: number
}

/** Calls before anything is measured, or once for each of what there is if that is more. */
const WARM_UP = 20_000

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
report(GROWTHS.flatMap(measured))

function measured({ what, sizes, withSize }: Growth): GrowthFigures[] {
  const warmUp = Math.max(WARM_UP, ...sizes)
  const turns = takeTurns(sizes.map(withSize), { warmUp, rounds: 60, batch: 500 })
  return turns.map(({ nanos, bytes }, index) => ({
    what,
    size: sizes[index] ?? NaN,
    nanos: spreadOf(nanos),
    bytes: spreadOf(bytes).median,
  }))
}
