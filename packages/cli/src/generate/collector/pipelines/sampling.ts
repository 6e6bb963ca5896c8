import type { SamplingSettings } from '../collector-settings.ts'
import * as names from '../names.ts'
import { note, type YamlValue } from '../yaml-text.ts'

/** Keeps the traces that people look for: failed, slow, with an expensive call or one without a price; of others a share. */
export function samplingProcessor({ expensiveNanoUsd, slowMillis, percent }: SamplingSettings): YamlValue {
  const condition = (name: string, test: string): YamlValue => ({
    name,
    type: 'ottl_condition',
    ottl_condition: { error_mode: 'ignore', span: [test] },
  })
  return note('Which traces are kept; the counters have counted all of them before.', {
    decision_wait: note('A trace is judged when its spans had this long to arrive.', '30s'),
    num_traces: 50000,
    decision_cache: { sampled_cache_size: 200000, non_sampled_cache_size: 200000 },
    policies: [
      { name: 'failed', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
      note(
        `A call of ${Number(expensiveNanoUsd) / 1e9} USD or more. (A policy on the number in USD would see an integer: 0.)`,
        condition('expensive', `span.attributes["${names.COST_NANO_USD}"] >= ${expensiveNanoUsd}`),
      ),
      condition(
        'unpriced',
        `span.attributes["${names.COST_STATUS}"] == "unpriced" or span.attributes["${names.COST_STATUS}"] == "invalid"`,
      ),
      { name: 'slow', type: 'latency', latency: { threshold_ms: slowMillis } },
      { name: 'share-of-others', type: 'probabilistic', probabilistic: { sampling_percentage: percent } },
    ],
  })
}
