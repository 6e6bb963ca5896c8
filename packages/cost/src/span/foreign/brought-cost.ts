import type { Attributes } from '@opentelemetry/api'
import { numberAt } from './dialect.ts'

/** A cost that a span brings, under a name of its emitter. */
export interface BroughtCost {
  readonly usd: number
  /** The attribute that it was read from. */
  readonly name: string
}

/**
 * Where emitters write what a call cost in USD, in order of precedence. The conventions' draft #443 is read before these.
 *
 * `gen_ai.usage.cost`: OpenLIT, Laminar. `llm.cost.total`: OpenInference. `gen_ai.cost.total_cost`, `litellm.cost.total`:
 * LiteLLM. `gen_ai.usage.total_cost`: OpenRouter's broadcast. `operation.cost`: Pydantic AI and Logfire.
 * `gen_ai.cost.total_tokens`: Sentry.
 */
const NAMES: readonly string[] = [
  'gen_ai.usage.cost',
  'llm.cost.total',
  'gen_ai.cost.total_cost',
  'litellm.cost.total',
  'gen_ai.usage.total_cost',
  'operation.cost',
  'gen_ai.cost.total_tokens',
]

/** The cost that a span of another emitter brings, or undefined. */
export function broughtCost(attributes: Attributes): BroughtCost | undefined {
  for (const name of NAMES) {
    const usd = numberAt(attributes, name)
    if (usd !== undefined) return { usd, name }
  }
  return undefined
}
