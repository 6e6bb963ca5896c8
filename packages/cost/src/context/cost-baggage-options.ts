import type { TextMapPropagator } from '@opentelemetry/api'
import { COST_FIELD_ATTRIBUTES, isCostField } from './cost-fields.ts'
import type { CostContextKey } from './cost-entries.ts'
import { llmHostTest, type LlmHostTest } from './llm-hosts.ts'
import { w3cBaggage } from './w3c-baggage.ts'
import { warnOnce } from './warn-once.ts'

/** How `costBaggagePropagator` carries the cost context. */
export interface CostBaggageOptions {
  /**
   * The keys that leave this service, and that are taken from others.
   *
   * The default is `feature`, `team`, `tenant`, `tier`, `run` and `agent`. Ids of people and of what they do (`user`,
   * `session`, `conversation`) and `tags` travel only when listed, because baggage goes with every instrumented request,
   * and not all of them stay in the house.
   */
  readonly keys?: readonly CostContextKey[] | undefined
  /**
   * Whether the cost context of incoming requests is believed; `false` by default. Set it in services that only your own
   * services can reach: at a public edge a caller could name somebody else's tenant, and spend that tenant's budget. A
   * function decides by the carrier, the headers of the request, for example by one that only the gateway can set.
   *
   * What is not believed is also taken out of OpenTelemetry's own baggage, or it would reach a service behind this one
   * that trusts it.
   */
  readonly trustInbound?: boolean | ((carrier: unknown) => boolean) | undefined
  /** More hosts that count as LLM providers: `llm.example.com` with all below it, `*` for any characters. */
  readonly llmHosts?: readonly string[] | undefined
  /**
   * What to do when the active span is not recorded, so that it does not tell where the request goes. `withhold`, the
   * default, treats it like a request to an LLM provider. `send` is right where the sampler records the spans of LLM calls
   * and of HTTP requests in any case, sampled or not.
   */
  readonly unreadableSpans?: 'withhold' | 'send' | undefined
  /** The propagator for everything else. The default reads and writes OpenTelemetry's baggage; a composite may stand here. */
  readonly inner?: TextMapPropagator | undefined
}

/** The options with their defaults, in the form that the propagator works with. */
export interface CostBaggageSettings {
  readonly keys: ReadonlySet<CostContextKey>
  readonly trusts: (carrier: unknown) => boolean
  readonly isLlmHost: LlmHostTest
  readonly withholdsUnreadable: boolean
  readonly inner: TextMapPropagator
}

const DEFAULT_KEYS: readonly CostContextKey[] = ['feature', 'team', 'tenant', 'tier', 'run', 'agent']

/** @throws TypeError naming the option, its value and what was expected */
export function costBaggageSettings(options: CostBaggageOptions): CostBaggageSettings {
  const {
    keys = DEFAULT_KEYS,
    trustInbound = false,
    llmHosts,
    unreadableSpans = 'withhold',
    inner = w3cBaggage,
  } = options
  for (const key of keys) if (key !== 'tags' && !isCostField(key)) throw wrongOption('keys', key, knownKeys())
  if (typeof trustInbound !== 'boolean' && typeof trustInbound !== 'function') {
    throw wrongOption('trustInbound', trustInbound, 'a boolean or a function')
  }
  if (unreadableSpans !== 'withhold' && unreadableSpans !== 'send') {
    throw wrongOption('unreadableSpans', unreadableSpans, '"withhold" or "send"')
  }
  return {
    keys: new Set(keys),
    trusts: typeof trustInbound === 'function' ? guarded(trustInbound) : () => trustInbound,
    isLlmHost: llmHostTest(llmHosts),
    withholdsUnreadable: unreadableSpans === 'withhold',
    inner,
  }
}

/** A decision that fails must not break the request, and must not let anyone in. */
function guarded(trustInbound: (carrier: unknown) => boolean): (carrier: unknown) => boolean {
  return (carrier) => {
    try {
      const trusted: unknown = trustInbound(carrier)
      // A promise, from an async function that no type check refused, is truthy and must not let anyone in.
      return trusted === true
    } catch (error) {
      warnOnce('costBaggagePropagator: trustInbound threw, so that the inbound cost context is ignored', error)
      return false
    }
  }
}

function wrongOption(name: string, value: unknown, expected: string): TypeError {
  return new TypeError(`costBaggagePropagator: ${name} must be ${expected}, got ${String(value)}`)
}

function knownKeys(): string {
  return `some of ${[...Object.keys(COST_FIELD_ATTRIBUTES), 'tags'].join(', ')}`
}
