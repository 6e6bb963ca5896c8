/**
 * A provider, as data: which SDK it is called through, which of its methods are calls, and how to read them.
 *
 * A provider file knows nothing of spans, promises, prices or metrics. It says where things are in its own requests and
 * answers, and turns its own usage into `TokenUsage`. To add a provider, write such a file and add it to `providers.ts`.
 */
import type { RequestTable } from './call/request-attributes.ts'
import type { VersionRange } from './version-range.ts'

/** The GenAI operations, and our own names where the conventions have none: images, speech, transcription, moderation. */
export type OperationName =
  | 'chat'
  | 'text_completion'
  | 'generate_content'
  | 'embeddings'
  | 'image_generation'
  | 'speech'
  | 'transcription'
  | 'moderation'

/** Tokens that one response billed. `input` and `output` are totals; every other count is a part of one of them. */
export interface TokenUsage {
  readonly input: number
  readonly output: number
  readonly cacheRead?: number | undefined
  readonly cacheWrite?: number | undefined
  /** Part of `cacheWrite` that is kept for an hour. */
  readonly cacheWrite1h?: number | undefined
  readonly reasoning?: number | undefined
  readonly inputAudio?: number | undefined
  readonly inputImage?: number | undefined
  readonly outputAudio?: number | undefined
  readonly outputImage?: number | undefined
}

/** What is read of an answer, whole or folded from the items of a stream. */
export interface CallResponse {
  /** The model that answered, which is the one to price. */
  readonly model?: string | undefined
  readonly id?: string | undefined
  readonly finishReasons?: readonly string[] | undefined
  readonly usage?: TokenUsage | undefined
  /** Amounts billed in something else than tokens, such as `audio_seconds`. */
  readonly units?: Readonly<Record<string, number>> | undefined
  /** Calls of tools that the provider ran and bills apart, by the tool's name. */
  readonly toolCalls?: Readonly<Record<string, number>> | undefined
  /** The tier that was served, which is the one to price. */
  readonly serviceTier?: string | undefined
  readonly region?: string | undefined
  readonly systemFingerprint?: string | undefined
  /** What a gateway says the call cost, in USD. */
  readonly costUsd?: number | undefined
  /** `error.type` of an answer that came well and tells of a failure. */
  readonly errorType?: string | undefined
}

/** Folds the items of one stream into the answer that they are parts of. */
export interface StreamFold<Item> {
  /** Takes one item. Says `usage-only` of an item that carries usage and nothing for the application. */
  add(item: Item): 'usage-only' | undefined
  response(): CallResponse
  /** False while `response().usage` is missing or still a placeholder. */
  hasFinalUsage(): boolean
  /** All that was generated so far, for counting where the provider sends no usage. */
  generatedText(): string
}

/** The text of a request, for counting its tokens. */
export interface PromptText {
  /** Texts, and values such as tools that are sent as JSON: those become text only when they are counted. */
  readonly texts: readonly unknown[]
  /** Tokens that the chat format adds around the texts. */
  readonly overheadTokens: number
}

/** One method of an SDK that makes a call. */
export interface OperationSpec<Params, Answer, Item> {
  readonly name: OperationName
  /** Where the method is, from the module's exports: `OpenAI.Chat.Completions.prototype.create`. */
  readonly method: string
  /** Attributes that are the same for every call of this operation. */
  readonly constants?: Readonly<Record<string, string>>
  /** Which parameters become which attributes of the span. */
  readonly request: RequestTable
  /** The most tokens that the answer can have, when the request limits them. */
  maxOutputTokens?(params: Params): number | undefined
  /** The text that the provider counts as input; absent where usage is always sent. */
  prompt?(params: Params): PromptText
  response(answer: Answer, params: Params): CallResponse
  fold?(): StreamFold<Item>
  /** The parameters with usage asked for in the stream, or undefined when it will be sent anyway. */
  askForUsage?(params: Params): Params | undefined
}

/** An operation whose SDK types are erased, so that the operations of all SDKs fit one table. */
export type Operation = OperationSpec<unknown, unknown, unknown>

/** Checks an operation against its SDK's types, then erases them: the one cast of this package. */
export function operation<Params, Answer, Item = never>(spec: OperationSpec<Params, Answer, Item>): Operation {
  return spec
}

/** An SDK and its calls. */
export interface Provider {
  /** `gen_ai.provider.name`, unless the host of the request says otherwise. */
  readonly name: string
  /** The npm package. */
  readonly module: string
  readonly versions: VersionRange
  readonly operations: readonly Operation[]
  /** `gen_ai.provider.name` of one client, where its class tells more than its host, as that of Azure does. */
  nameFor?(client: unknown): string | undefined
  /** True where the SDK makes its own spans for a call of this client, so that ours would count the call twice. */
  tracesItself?(client: unknown): boolean
}
