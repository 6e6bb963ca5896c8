import { type Meter, type MeterProvider, metrics } from '@opentelemetry/api'
import { nameTree } from '../name-tree.ts'
import type { PriceBook } from '../prices/price-row.ts'
import * as semconv from '../semconv.ts'
import type { PricedCall } from '../span/priced-call.ts'
import { VERSION } from '../version.ts'
import { createInstruments, type Instruments } from './instruments.ts'
import { recordHistograms } from './call-histograms.ts'
import type { CostHistograms } from './cost-histograms.ts'
import { type CallSeries, callSeries, countCall, flushCallSeries } from './call-series.ts'
import { branchOfCall, DEFAULT_DIMENSIONS, dimensionAttributes } from './metric-dimensions.ts'

/** How calls are counted. */
export interface CostMetricsOptions {
  /** Where the metrics go. Default: the global meter provider, as soon as there is one. */
  readonly meterProvider?: MeterProvider | undefined
  /** Where distributions are gathered: `costHistograms()`, which a metric reader needs too. Default: the meter provider. */
  readonly histograms?: CostHistograms | undefined
  /** Span attributes that become metric attributes. Default: feature, team, tier. */
  readonly dimensions?: readonly string[] | undefined
  /** Also write `gen_ai.client.token.usage` and `gen_ai.client.operation.duration`. Default: false. */
  readonly olderNames?: boolean | undefined
}

/** The counting side of the processor. */
export interface CostMetrics {
  record(call: PricedCall): void
  /** Hands what is pending to the counters. Collection does it by itself. */
  flush(): void
}

/** Series are flushed and forgotten beyond this number, so that attributes without bound cannot fill the memory. */
const MOST_SERIES = 2_000

/**
 * Counts calls: sums are gathered in plain integers and handed to OpenTelemetry's counters when metrics are collected.
 *
 * `Counter.add` hashes its attributes each time, at about a microsecond, and a call has ten things to count. Observable
 * counters would be as cheap, but of the series that a view folds into one the SDK keeps the last, and so would lose money;
 * what is added to a synchronous counter is summed under every view. The callback that hands over is that of the catalogue's
 * age: the SDK runs callbacks before it collects.
 */
export function createCostMetrics(book: PriceBook, options: CostMetricsOptions = {}): CostMetrics {
  const { dimensions = DEFAULT_DIMENSIONS, olderNames = false } = options
  let series: CallSeries[] = []
  let tree = nameTree<CallSeries>()
  let boundTo: MeterProvider | undefined
  let instruments: Instruments | undefined

  /** The global meter provider may be registered after the processor was made. */
  function currentInstruments(): Instruments {
    const provider = options.meterProvider ?? metrics.getMeterProvider()
    if (instruments === undefined || provider !== boundTo) {
      boundTo = provider
      const meter = provider.getMeter('@costspan/cost', VERSION, { schemaUrl: semconv.SCHEMA_URL })
      instruments = createInstruments(meter, options.histograms ?? meter, olderNames)
      handOverAtCollection(meter, instruments)
    }
    return instruments
  }

  function handOverAtCollection(meter: Meter, { catalogAge }: Instruments): void {
    meter.addBatchObservableCallback(
      (result) => {
        flush()
        result.observe(catalogAge, (Date.now() - book.publishedAtMillis) / MILLIS_PER_DAY)
      },
      [catalogAge],
    )
  }

  function flush(): void {
    if (instruments === undefined) return
    for (const each of series) flushCallSeries(each, instruments)
  }

  function begin(call: PricedCall): CallSeries {
    const begun = callSeries(dimensionAttributes(call, dimensions))
    series.push(begun)
    return begun
  }

  function forget(): void {
    flush()
    series = []
    tree = nameTree()
  }

  return {
    record(call) {
      const current = currentInstruments()
      if (series.length >= MOST_SERIES) forget()
      const branch = branchOfCall(tree, call, dimensions)
      branch.leaf ??= begin(call)
      countCall(branch.leaf, call)
      recordHistograms(current, call, branch.leaf)
    },
    flush,
  }
}

const MILLIS_PER_DAY = 86_400_000
