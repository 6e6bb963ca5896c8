import type { CollectorSettings } from '../collector-settings.ts'
import * as names from '../names.ts'
import { CLASS_AMOUNTS } from '../spans/calculate.ts'
import { note, type YamlMap, type YamlValue } from '../yaml-text.ts'

/** What calls without a feature are counted under, as in an application. */
const UNATTRIBUTED = 'unattributed'

/**
 * Spans become the counters that `@costspan/cost` makes in an application: the same names, units and labels, so that rules
 * and dashboards hold for both. Only what this collector has priced is counted.
 */
export function counterConnector(settings: CollectorSettings): YamlValue {
  const labels = callLabels(settings)
  const status = `attributes["${names.TO_COUNT}"]`
  const counter = (name: string, unit: string, description: string, metric: YamlMap): YamlMap => ({
    name,
    description,
    unit,
    include_resource_attributes: [
      { key: 'service.name', default_value: 'unknown_service' },
      { key: 'deployment.environment.name', optional: true },
    ],
    ...metric,
  })
  const usd = (value: string): YamlMap => ({ value, monotonic: true })

  return note(
    'Spans become counters before any is sampled away. A label without a default would leave its calls uncounted, so each has ' +
      'one or may be absent.',
    {
      error_mode: 'ignore',
      spans: [
        ...CLASS_AMOUNTS.map(([costClass]) => {
          const part = `attributes["${names.COST_PART}${costClass}"]`
          return counter('costspan.cost', 'USD', 'Cost of LLM calls by class', {
            conditions: [`${status} != nil and ${part} > 0.0`],
            attributes: [
              ...labels,
              { key: names.COST_BASIS, optional: true },
              { key: names.COST_CLASS, default_value: costClass },
            ],
            sum: usd(part),
          })
        }),
        counter('costspan.cost.saved', 'USD', 'Cost that was avoided, by kind', {
          conditions: [`attributes["${names.CACHE_SAVED}"] > 0.0`],
          attributes: [...labels, { key: 'costspan.saved.kind', default_value: 'prompt_cache' }],
          sum: usd(`attributes["${names.CACHE_SAVED}"]`),
        }),
        ...['', 'failed'].map((failed) =>
          counter('costspan.calls', '{call}', 'LLM calls', {
            conditions: [failed === '' ? `${status} != nil and ${status} != "failed"` : `${status} == "failed"`],
            attributes: [
              ...labels,
              failed === ''
                ? { key: names.COST_STATUS, optional: true }
                : { key: names.COST_STATUS, default_value: failed },
              { key: 'costspan.attempt.kind', default_value: 'primary' },
              { key: 'costspan.cache.result', optional: true },
              { key: names.FINISH_REASONS, optional: true },
            ],
            sum: { value: '1', monotonic: true },
          }),
        ),
        counter('costspan.calls.unpriced', '{call}', 'LLM calls whose cost is unknown', {
          conditions: [`${status} == "unpriced"`, `${status} == "invalid"`],
          attributes: [...labels, { key: names.UNPRICED_REASON, default_value: 'invalid_usage' }],
          sum: { value: '1', monotonic: true },
        }),
        counter('costspan.price.conflicts', '{call}', 'LLM calls whose cost as it came contradicts our prices', {
          conditions: [`attributes["${names.PRICE_CONFLICT}"] == true`],
          attributes: labels,
          sum: { value: '1', monotonic: true },
        }),
        ...TOKENS.map(([name, description, ...counts]) =>
          counter(`gen_ai.client.inference.usage.${name}`, '{token}', description, {
            conditions: counts.map((count) => `${status} != nil and Int(attributes["${count}"]) > 0`),
            attributes: [...labels, { key: 'gen_ai.token.modality', default_value: 'unknown' }],
            sum: {
              value: `Int(${counts.length === 1 ? `attributes["${counts[0]}"]` : `Coalesce([${counts.map((count) => `attributes["${count}"]`).join(', ')}])`})`,
              monotonic: true,
            },
          }),
        ),
        counter('costspan.price.catalog.age', 'd', 'Age of the price catalogue', {
          conditions: [`${status} != nil`],
          gauge: { value: `(UnixSeconds(Now()) - ${Date.parse(settings.table.published) / 1000}) / 86400` },
        }),
        ...(settings.userCounter ? [userCounter(counter)] : []),
      ],
    },
  )
}

const TOKENS: readonly (readonly [name: string, description: string, ...counts: readonly string[]])[] = [
  ['input_tokens', 'Input tokens, cached ones included', names.USAGE_INPUT],
  ['output_tokens', 'Output tokens, reasoning included', names.USAGE_OUTPUT],
  ['cache_read.input_tokens', 'Input tokens read from the prompt cache', names.USAGE_CACHE_READ],
  [
    'cache_write.input_tokens',
    'Input tokens written to the prompt cache',
    names.USAGE_CACHE_WRITE,
    names.USAGE_CACHE_CREATION,
  ],
  ['reasoning.output_tokens', 'Output tokens of reasoning', names.USAGE_REASONING],
]

function callLabels({ dimensions }: CollectorSettings): YamlMap[] {
  return [
    { key: names.OPERATION, optional: true },
    { key: names.PROVIDER, optional: true },
    { key: names.REQUEST_MODEL, optional: true },
    { key: names.RESPONSE_MODEL, optional: true },
    ...dimensions.map((key) =>
      key === 'costspan.feature' ? { key, default_value: UNATTRIBUTED } : { key, optional: true },
    ),
  ]
}

type MakeCounter = (name: string, unit: string, description: string, metric: YamlMap) => YamlMap

/** One series for each user who spends: it is asked for by an option, and holds a hash and no id. */
function userCounter(counter: MakeCounter): YamlMap {
  return counter('costspan.user.cost', 'USD', 'Cost of LLM calls by a hash of the user', {
    conditions: [
      `attributes["${names.TO_COUNT}"] != nil and attributes["${names.USER_HASH}"] != nil and attributes["${names.COST_NANO_USD}"] > 0`,
    ],
    attributes: [{ key: names.USER_HASH, optional: true }],
    sum: { value: `Double(attributes["${names.COST_NANO_USD}"]) / 1000000000.0`, monotonic: true },
  })
}
