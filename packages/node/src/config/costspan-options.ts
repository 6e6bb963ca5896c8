import type { CostContext } from '@costspan/cost'
import type { BudgetOptions, DowngradeRoute, Keywords, LoopBreakerOptions, ModelChoice } from '@costspan/guard'
import type { Currencies, Discount, PriceRowInput, SelfHostedModel } from '@costspan/cost/prices'
import type { AlertSettings } from './alert-settings.ts'
import type { BudgetAlertSettings, BudgetStoreSettings } from './budget-settings.ts'
import type { CacheSettings } from './cache-settings.ts'
import type { EconomicsSettings } from './economics-settings.ts'
import type { SemanticCacheSettings } from './semantic-cache-settings.ts'

/**
 * The settings of Costspan, as `register` takes them and as `costspan.yaml` holds them: the same names, the same shape.
 * What is absent has its default.
 *
 * @example
 * ```yaml
 * serviceName: checkout
 * prices:
 *   - { model: my-llama, input: $0.20, output: $0.60 }
 * discounts:
 *   - { provider: openai, percent: 15% }
 * attribution:
 *   dimensions: [costspan.feature, costspan.tenant]
 * ```
 */
export interface CostspanOptions {
  /** The name of this service in telemetry. It wins over `OTEL_SERVICE_NAME`, which is the usual way to say it. */
  readonly serviceName?: string
  /** Own prices, in USD per million tokens. They win over every catalogue; of several that match, the last one holds. */
  readonly prices?: readonly PriceRowInput[]
  /** What the currencies of own prices are worth, by code: `{ EUR: [{ from: '2026-01-01', usd: '1.0845' }] }`. */
  readonly currencies?: Currencies
  /** Models on one's own GPUs: what a token costs follows from their price by the hour and the measured throughput. */
  readonly selfHosted?: readonly SelfHostedModel[]
  /** What a contract takes off the list prices; of several that match, the last one holds. */
  readonly discounts?: readonly Discount[]
  /** A price file that is read at the start and again and again, on top of the bundled prices. Default: none. */
  readonly priceCatalog?: PriceCatalogOptions
  /** How each dollar finds who caused it. */
  readonly attribution?: AttributionOptions
  /** Which SDKs are metered. Default: all that are supported and installed. */
  readonly instrumentations?: InstrumentationOptions
  /**
   * Where the usage of streams comes from whose caller did not ask OpenAI for it. `count`, the default, counts it with a
   * tokenizer and leaves the request as it is; `ask` puts `include_usage` into the request, and hides the chunk that
   * answers it from the application.
   */
  readonly streamUsage?: StreamUsage
  /** Whether prompts and answers are recorded. Default: they are not. */
  readonly content?: ContentSettings
  /** Names and bounds of what is recorded. */
  readonly telemetry?: TelemetryOptions
  /**
   * What may be spent, by whom and until when. Absent, nothing is refused; an empty list is for applications whose only
   * budgets are those of runs, see `withRun` of `@costspan/guard`.
   */
  readonly budgets?: readonly BudgetOptions[]
  /** Where the counters of budgets are kept; a text is the `at` of it. Default: in the memory of each process. */
  readonly budgetStore?: BudgetStoreSettings | string
  /** Who is told when a budget runs low. Default: nobody. */
  readonly budgetAlerts?: readonly BudgetAlertSettings[]
  /** When the alerts fire that `costspan generate rules` writes. Default: see `AlertSettings`. */
  readonly alerts?: AlertSettings
  /** How calls are held against budgets. Nothing of it changes a request unless it is asked for. */
  readonly guard?: GuardCallSettings
  /** Which answers are kept, to be given again to a call that asks the very same. Default: none. */
  readonly cache?: CacheSettings
  /** Which questions are compared by their meaning, to be given the same answer. Default: none. */
  readonly semanticCache?: SemanticCacheSettings
  /**
   * Watches how the prompt caches of providers are used, and says why a prompt was not read from one, and what that cost. Default:
   * false.
   */
  readonly promptCache?: boolean | PromptCacheSettings
  /** What customers pay, for `costspan economics`. Default: nothing is known of it. */
  readonly economics?: EconomicsSettings
}

/** How calls are held against budgets; see `CallGuardOptions` of `@costspan/guard`. */
export interface GuardCallSettings {
  /** Cheaper models for features, when a budget runs low. Default: none. */
  readonly routes?: readonly DowngradeRoute[]
  /** Cheaper models for simple tasks. Default: none. A function that classifies is given to `createCallGuard`. */
  readonly choices?: readonly ChoiceSettings[]
  /** By how much a cheaper model may be judged worse before its feature goes back, from 0 to 1. Default: 0.05. */
  readonly maxQualityDrop?: number
  /** Refuses calls that repeat within a run without getting anywhere. Default: false. */
  readonly loops?: boolean | LoopBreakerOptions
  /** Hold all the output that a call may have (`worst`, the default), or what 95 % of its feature's calls had (`p95`). */
  readonly expectedOutput?: 'worst' | 'p95'
  /** Count the input of OpenAI's models where a quick bound does not fit. Default: false. */
  readonly countInput?: boolean
  /** End a stream when it has generated more than was held for it. Default: false. */
  readonly cutStreams?: boolean
  /** Lower the limit on a call's output to what is left, where it would be refused otherwise. Default: false. */
  readonly trimOutput?: boolean
}

/** Which features may be answered by a cheaper model when their task is simple; see `ModelChoice` of `@costspan/guard`. */
export interface ChoiceSettings extends Omit<ModelChoice, 'classify'> {
  /** Words that tell how hard a task is. Default: it is what `withModelChoice` declares. */
  readonly classify?: Keywords
}

/** How prompts are watched. */
export interface PromptCacheSettings {
  /**
   * The variable of the environment that holds the key of the hashes on spans, 16 bytes or more in base64: the same for all
   * processes whose prompts are to be compared. Default: a key of its own for each process.
   */
  readonly keyEnv?: string
}

type StreamUsage = 'count' | 'ask'

/** Where fresh prices come from. */
export interface PriceCatalogOptions {
  /**
   * A path or an http(s) URL. A path in a file is relative to that file, one in code to the working directory; once loaded
   * it is absolute.
   */
  readonly from: string
  /** How often to look for new prices, in minutes. Default: 60 for a URL, 1 for a file, which is read only when changed. */
  readonly everyMinutes?: number
  /** The SHA-256 of the file, as 64 hexadecimal digits: a file of any other is not taken. Default: every valid file is. */
  readonly sha256?: string
}

/** How each dollar finds who caused it. */
interface AttributionOptions {
  /**
   * Span attributes that become attributes of metrics. Default: `costspan.feature`, `costspan.team`, `costspan.tier`. One
   * with many values, such as a user's id, makes as many time series.
   */
  readonly dimensions?: readonly string[]
  /** What travels between services. */
  readonly baggage?: BaggageOptions
  /**
   * Ids of people are replaced by pseudonyms, which are made with the keys in `COSTSPAN_PSEUDONYM_KEYS`. Default: they are
   * recorded as the application names them.
   */
  readonly pseudonyms?: PseudonymSettings
}

/** Which ids are replaced by pseudonyms. */
export interface PseudonymSettings {
  /** Fields of the cost context. Default: `user`. */
  readonly fields?: readonly Exclude<keyof CostContext, 'tags'>[]
}

/** What of the cost context travels between services, as W3C baggage. */
interface BaggageOptions {
  /** The keys that leave this service and that are taken from others. Default: feature, team, tenant, tier, run, agent. */
  readonly keys?: readonly (keyof CostContext)[]
  /** Whether the cost context of incoming requests is believed. Default: false, as is right where strangers can call. */
  readonly trustInbound?: boolean
  /** More hosts that are LLM providers, which must not get the cost context; `*` stands for any characters. */
  readonly llmHosts?: readonly string[]
}

/** Which SDKs are metered, by the names of their providers: `openai`, `anthropic`. */
export interface InstrumentationOptions {
  /** Only these. */
  readonly include?: readonly string[]
  /** Not these, even if they are included. */
  readonly exclude?: readonly string[]
}

/** Whether prompts and answers are recorded on spans, as `gen_ai.input.messages` and its kin. */
interface ContentSettings {
  /** Default: false. `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` wins over it. */
  readonly capture?: boolean
  /** The most characters of content in one attribute; what is beyond is cut off. Default: 16,384. */
  readonly maxCharacters?: number
}

/** Names and bounds of what is recorded. */
interface TelemetryOptions {
  /** Write `gen_ai.usage.cost.*`, the names of the conventions' draft #443. Default: true. */
  readonly draftNames?: boolean
  /** Also write the older `gen_ai.client.token.usage` and `gen_ai.client.operation.duration`. Default: false. */
  readonly olderNames?: boolean
  /** The most output tokens that a call without usage may have had, where its request set no limit. Default: 128,000. */
  readonly assumedMaxOutputTokens?: number
}

/** The settings that hold. Those that are absent have the default of the part that reads them. */
export interface CostspanConfig extends CostspanOptions {
  readonly streamUsage: StreamUsage
  readonly budgetStore?: BudgetStoreSettings
}
