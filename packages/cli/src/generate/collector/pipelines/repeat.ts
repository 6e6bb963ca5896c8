import { note, type YamlMap } from '../yaml-text.ts'
import { type Components, env } from './exporters.ts'

/** The exporter that a pipeline of counters needs, so that what it has sent is repeated. */
export const REPEAT = 'otlp_http/repeat'

/** Where the way back ends. */
const RETURN = 'otlp/repeat'

/** One message has all series. */
const MOST_BYTES = 256 * 1024 * 1024

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
    [RETURN]: {
      protocols: {
        http: {
          endpoint: env('COSTSPAN_REPEAT', '127.0.0.1:4327'),
          max_request_body_size: note('One message has all series.', MOST_BYTES),
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
    [REPEAT]: {
      metrics_endpoint: `http://${env('COSTSPAN_REPEAT', '127.0.0.1:4327')}/v1/metrics`,
      compression: 'none',
      sending_queue: { num_consumers: note('One, so that nothing is overtaken.', 1) },
      retry_on_failure: note(
        'What is lost on the way round is never sent again, and the port may open after the first calls were counted.',
        { initial_interval: '100ms', max_interval: '1s', max_elapsed_time: '0s' },
      ),
    },
  },
  pipeline(metricsExporter) {
    return {
      receivers: [RETURN],
      processors: ['filter/sums', 'interval', 'transform/repeat'],
      exporters: [metricsExporter, REPEAT],
    }
  },
}
