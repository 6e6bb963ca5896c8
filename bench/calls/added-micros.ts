import { spreadOf } from '../report/statistics.ts'
import type { CallShape } from './call-shapes.ts'
import type { CallFigures } from './measure-calls.ts'
import type { PairedRound } from './paired-batches.ts'

/** Microseconds of CPU that the bare SDK takes for a call of each shape while the machine is undisturbed. */
export type BareMicros = Readonly<Record<CallShape, number>>

/** The lower quartile of all rounds of all variants: neighbours on the same host only ever make it slower. */
export function bareMicros(figures: readonly Pick<CallFigures, 'time'>[]): BareMicros {
  const of = (shape: CallShape): number =>
    spreadOf(figures.flatMap((found) => roundsOf(found, shape).map((round) => round.bare.cpu))).lowerQuartile
  return { chat: of('chat'), stream50: of('stream50'), stream500: of('stream500') }
}

/**
 * What a variant adds to a call, of each round of each process, in microseconds of CPU at the undisturbed machine's speed.
 *
 * A shared machine is at times half as fast, and then both the bare and the instrumented call take twice as long. So the
 * bare calls of a round are its clock: the difference is divided by what they took and multiplied by what they take.
 */
export function addedMicros(found: Pick<CallFigures, 'time'>, shape: CallShape, bare: BareMicros): number[][] {
  return found.time.map((rounds) => rounds[shape].map(({ added, bare: { cpu } }) => (added.cpu / cpu) * bare[shape]))
}

/** The rounds of all processes. */
export function roundsOf({ time }: Pick<CallFigures, 'time'>, shape: CallShape): PairedRound[] {
  return time.flatMap((rounds) => rounds[shape])
}
