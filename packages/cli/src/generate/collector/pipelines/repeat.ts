import { note, type YamlMap } from '../yaml-text.ts'
import { type Components, env } from './exporters.ts'

/** The exporter that a pipeline of counters needs, so that what it has sent is repeated. */
export const REPEAT = 'otlp/repeat'

/** How long a series may be silent before it is sent again: five minutes without a sample end it in Prometheus. */
const EVERY = '60s'

/** What a gateway needs for it. */
interface Repeat {
  readonly receivers: Components
  readonly processors: Components
  readonly exporters: Components
  /** The pipeline, whose counters go to the exporter of counters and round again. */
  readonly pipeline: (metricsExporter: string) => YamlMap
}

/**
 * Sends counters again that have not changed. Counters that are sent are sent when they rise, and a series with one sample in
 * an hour has no increase in that hour: nobody would see the dollars of a feature that is called now and then. Pipelines
 * cannot form a ring, so that the way back is a port of this machine.
 */
export const repeat: Repeat = {
  receivers: {
    [REPEAT]: {
      protocols: {
        grpc: {
          endpoint: env('COSTSPAN_REPEAT', '127.0.0.1:4327'),
          max_recv_msg_size_mib: note('All series come in one message.', 256),
        },
      },
    },
  },
  processors: {
    'filter/sums': { error_mode: 'ignore', metrics: { metric: ['type != METRIC_DATA_TYPE_SUM'] } },
    interval: note('The latest of each series, once a minute.', { interval: EVERY }),
    'transform/repeat': {
      error_mode: 'silent',
      metric_statements: [
        note(
          'Half a minute ago, which is before everything that is still on its way here: of two samples the later one must ' +
            'never be the smaller. A series that was sent since then stays as it is, and is the same sample twice.',
          'set(datapoint.time, Now() - Duration("30s")) where datapoint.time < Now() - Duration("30s")',
        ),
      ],
    },
  },
  exporters: {
    [REPEAT]: note('Without a queue, so that nothing can overtake.', {
      endpoint: env('COSTSPAN_REPEAT', '127.0.0.1:4327'),
      tls: { insecure: true },
      sending_queue: { enabled: false },
      retry_on_failure: { enabled: false },
    }),
  },
  pipeline(metricsExporter) {
    return {
      receivers: [REPEAT],
      processors: ['filter/sums', 'interval', 'transform/repeat'],
      exporters: [metricsExporter, REPEAT],
    }
  },
}
