/**
 * Measures what pricing adds to a collector: the pipeline of `collector-config/gateway.yaml` with and without its cost group, on
 * the collector that the stack tests build: `npm run bench -- --only=collector`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setup } from '../../test/stack/build-collector.ts'
import { sendSpans } from '../../test/stack/collector/send-spans.ts'
import { type Collector, collectorPlace, startCollector } from '../../test/stack/start-collector.ts'
import { report } from '../report-to-parent.ts'
import type { CollectorFigures } from './collector-table.ts'
import { mixedCalls } from './mixed-calls.ts'

const GATEWAY = join(import.meta.dirname, '../../collector-config/gateway.yaml')
const SPANS = 20_000
const PASSES = 3
/** Linux counts the time of processes in hundredths of a second. */
const TICKS_PER_SECOND = 100

const BEFORE = ['memory_limiter', 'transform/normalise']
const AFTER = ['transform/scrub', 'redaction/secrets', 'batch/count']

/** What the pipeline of spans consists of; the last exporter throws away what it gets. */
const VARIANTS = [
  { name: 'without the cost group', processors: [...BEFORE, ...AFTER], exporters: ['nop'] },
  { name: 'with the cost group', processors: [...BEFORE, 'transform/cost', ...AFTER], exporters: ['nop'] },
  {
    name: 'with the cost group and the counters',
    processors: [...BEFORE, 'transform/cost', ...AFTER],
    exporters: ['signal_to_metrics/cost', 'nop'],
  },
]

let binary = ''
setup({ provide: (_, path) => void (binary = path) })
const spans = mixedCalls(SPANS)
const figures: CollectorFigures[] = []
for (let pass = 0; pass < PASSES; pass++) {
  for (const variant of VARIANTS) figures.push(await measure(variant))
}
report(figures)

async function measure({ name, processors, exporters }: (typeof VARIANTS)[number]): Promise<CollectorFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'costspan-bench-'))
  const overlay = join(folder, 'overlay.yaml')
  const pipelines = {
    'traces/in': { processors, exporters },
    'traces/sampled': { receivers: ['otlp/none'], exporters: ['nop'] },
    'metrics/repeat': { exporters: ['nop'] },
    'metrics/cost': {
      receivers: exporters.includes('signal_to_metrics/cost') ? ['signal_to_metrics/cost'] : ['otlp/none'],
      exporters: ['nop'],
    },
  }
  // A pipeline has to have a receiver: those that are not measured get one that nobody sends to.
  const none = { 'otlp/none': { protocols: { http: { endpoint: '127.0.0.1:0' } } } }
  writeFileSync(overlay, JSON.stringify({ receivers: none, exporters: { nop: {} }, service: { pipelines } }))
  const place = await collectorPlace()
  const collector = await startCollector(binary, { place, configs: [GATEWAY, overlay] })
  try {
    await sendSpans(collector.otlpUrl, spans.slice(0, 2_000))
    const cpuBefore = cpuSeconds(collector)
    const start = performance.now()
    await sendSpans(collector.otlpUrl, spans)
    const seconds = (performance.now() - start) / 1_000
    return { pipeline: name, spans: SPANS, seconds, cpuSeconds: cpuSeconds(collector) - cpuBefore }
  } finally {
    await collector.stop()
    place.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The time that the process had processors for, in user and in system mode. */
function cpuSeconds({ pid }: Collector): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
