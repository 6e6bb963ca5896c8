/** `npm run soak [-- 1000000]`: so many calls through all of the stack, and what that did to sums and memory. */
import { setup as buildCollector } from '../build-collector.ts'
import { setup as provideTools } from '../tools/provide-tools.ts'
import { FLAT, growthOf } from './growth.ts'
import { runSoak, type SoakMark } from './run-soak.ts'

const calls = Number(process.argv[2] ?? 1_000_000)
if (!Number.isSafeInteger(calls / 200))
  throw new TypeError(`the calls are ${process.argv[2]}, expected a multiple of 200`)

let programs: Readonly<Record<string, string>> = {}
let collector = ''
provideTools({ provide: (_, paths) => void (programs = paths) })
buildCollector({ provide: (_, path) => void (collector = path) })

const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
const soak = await runSoak({ calls, programs, collector, log: console.log })
console.log('| calls | seconds | heap of the application | heap of the collector | its memory |\n|---|---|---|---|---|')
for (const mark of soak.marks) {
  const memory = [mark.appHeapBytes, mark.collectorHeapBytes, mark.collectorRssBytes].map(mebibytes)
  console.log(`| ${[mark.calls, mark.seconds.toFixed(0), ...memory].join(' | ')} |`)
}
console.log(`calls: ${soak.countedCalls} of ${soak.calls}`)
console.log(`nano-USD: ${soak.countedNanoUsd} counted, ${soak.expectedNanoUsd} due`)
const [app, heap, memory] = (['appHeapBytes', 'collectorHeapBytes', 'collectorRssBytes'] as const).map((key) =>
  growthOf(soak.marks.map((mark: SoakMark) => mark[key])),
)
const percent = (share = NaN): string => `${(share * 100).toFixed(0)} %`
console.log(`growth from the middle third to the last: ${percent(app)}, ${percent(heap)}, ${percent(memory)}`)
const isEqual = soak.countedCalls === soak.calls && soak.countedNanoUsd === soak.expectedNanoUsd
const isFlat = [app, heap, memory].every((share = NaN) => share < FLAT)
process.exitCode = isEqual && isFlat ? 0 : 1
