import { medianOf, medianWithError } from '../report/format-spread.ts'
import { markdownTable } from '../report/markdown-table.ts'
import { spreadOf, spreadOfProcesses } from '../report/statistics.ts'
import type { Variant } from '../variants/variant.ts'
import { variants } from '../variants/variants.ts'
import { addedMicros, type BareMicros, bareMicros, roundsOf } from './added-micros.ts'
import { type CallShape, CHUNKS } from './call-shapes.ts'
import type { CallFigures } from './measure-calls.ts'
import { measuredSdks, type SdkName } from './measured-sdks.ts'
import { sdkVersion } from './sdk-copies.ts'

/** The tables of time and memory of one SDK. */
export function callTables(sdk: SdkName, figures: readonly CallFigures[]): string {
  const bare = bareMicros(figures)
  const { title } = measuredSdks[sdk]
  return [
    `### ${title}: microseconds added to a call\n`,
    markdownTable(
      [
        'variant',
        'chat',
        'fastest tenth',
        'quartiles',
        'each process',
        'stream of 50',
        'stream of 500',
        'per chunk',
        'chat, by the clock',
      ],
      figures.map((found) => timeRow(found, bare)),
    ),
    `\nThe bare SDK takes ${Object.entries(bare)
      .map(([shape, micros]) => `${micros.toFixed(0)} us for ${TITLES[shape as CallShape]}`)
      .join(', ')}.`,
    `\n### ${title}: bytes of heap\n`,
    markdownTable(
      ['variant', 'added to a chat call', 'added to a stream of 50', 'added per chunk', 'kept per call'],
      figures.map(heapRow),
    ),
    ...figures.flatMap(({ title, problem }) =>
      problem === undefined ? [] : [`\n${title} FAILED: ${problem.slice(0, 300)}`],
    ),
    ...notes(sdk, figures),
  ].join('\n')
}

/** What the tables have no room for: who records no calls of this SDK and why, and what is odd about those who do. */
function notes(sdk: SdkName, figures: readonly CallFigures[]): string[] {
  const all: readonly Variant[] = Object.values(variants)
  const unmetered = all.flatMap(({ title, unmetered: why }) =>
    why?.[sdk] === undefined
      ? []
      : [`- ${title} does not meter ${measuredSdks[sdk].module} ${sdkVersion(sdk)}: ${why[sdk]}.`],
  )
  const remarks = figures.flatMap(({ name, title }) => {
    const { remarks: what }: Variant = variants[name]
    return what?.[sdk] === undefined ? [] : [`- ${title}: ${what[sdk]}.`]
  })
  const lines = [...remarks, ...unmetered]
  return lines.length === 0 ? [] : ['', ...lines]
}

const TITLES: Readonly<Record<CallShape, string>> = {
  chat: 'a chat call',
  stream50: 'a stream of 50',
  stream500: 'a stream of 500',
}

function timeRow(found: CallFigures, bare: BareMicros): string[] {
  const processes = addedMicros(found, 'chat', bare)
  const chat = spreadOfProcesses(processes)
  const added = (shape: CallShape): string => medianWithError(spreadOfProcesses(addedMicros(found, shape, bare)), 0)
  const clock = roundsOf(found, 'chat').map((round) => round.added.wall)
  return [
    found.title,
    medianWithError(chat),
    chat.lowerDecile.toFixed(1),
    `${chat.lowerQuartile.toFixed(1)}..${chat.upperQuartile.toFixed(1)}`,
    processes.map((rounds) => spreadOf(rounds).median.toFixed(1)).join(', '),
    added('stream50'),
    added('stream500'),
    perChunk(found, bare),
    medianOf(clock),
  ]
}

/** The difference of two lengths of stream, from which what a call costs by itself drops out. */
function perChunk(found: CallFigures, bare: BareMicros): string {
  const short = spreadOfProcesses(addedMicros(found, 'stream50', bare))
  const long = spreadOfProcesses(addedMicros(found, 'stream500', bare))
  const chunks = CHUNKS.stream500 - CHUNKS.stream50
  const error = Math.hypot(short.standardError, long.standardError) / chunks
  return `${((long.median - short.median) / chunks).toFixed(2)} ±${error.toFixed(2)}`
}

function heapRow({ title, heap, keptBytesPerCall }: CallFigures): string[] {
  if (heap === undefined) return [title, '-', '-', '-', keptBytesPerCall?.toFixed(1) ?? '-']
  const added = (shape: CallShape): number => spreadOf(heap[shape].patched).median - spreadOf(heap[shape].bare).median
  return [
    title,
    added('chat').toFixed(0),
    added('stream50').toFixed(0),
    ((added('stream500') - added('stream50')) / (CHUNKS.stream500 - CHUNKS.stream50)).toFixed(0),
    keptBytesPerCall?.toFixed(1) ?? '-',
  ]
}
