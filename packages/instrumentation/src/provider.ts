/**
 * A provider, as data: which SDK it is called through, which of its methods are calls, and how to read them.
 *
 * A provider file knows nothing of spans, promises, prices or metrics. It says where things are in its own requests and
 * answers, and turns its own usage into `TokenUsage`. To add a provider, write such a file and add it to `providers.ts`.
 */
import type { BatchMethods } from './batch/batch-method.ts'
import type { RequestTable } from './call/request-attributes.ts'
import type { ContentReader } from './content/call-content.ts'
import type { VersionRange } from './version-range.ts'

/** The GenAI operations, and our own names where the conventions have none: images, speech, transcription, rerank, ... */
export type OperationName =
  | 'chat'
  | 'text_completion'
  | 'generate_content'
  | 'embeddings'
  | 'image_generation'
  | 'video_generation'
  | 'speech'
  | 'transcription'
  | 'rerank'
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
  /** Part of both `cacheRead` and `inputAudio`. */
  readonly cacheReadAudio?: number | undefined
  /** Part of both `cacheRead` and `inputImage`. */
  readonly cacheReadImage?: number | undefined
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
  /** The name of one call, where its model decides which operation it is. */
  nameFor?(params: Params): OperationName
  /** Where the method is, from the module's exports: `OpenAI.Chat.Completions.prototype.create`. */
  readonly method: string
  /**
   * How the paths of its requests end, such as `/chat/completions`, for those who see requests and no methods. Absent where
   * `response` and `fold` read what the SDK makes of an answer rather than what was sent.
   */
  readonly paths?: readonly string[]
  /** Set where the SDK turns the names of the wire, such as `billed_units`, into those that `response` and `fold` read. */
  readonly wireCase?: 'snake'
  /** Where the parameters name the model. Default `model`. */
  readonly modelParameter?: string
  /** Attributes that are the same for every call of this operation. */
  readonly constants?: Readonly<Record<string, string>>
  /** Which parameters become which attributes of the span. */
  readonly request: RequestTable
  /** True of a method that always streams; the others stream when their parameter `stream` is true. */
  readonly streams?: true
  /** True where a whole answer may tell no usage and is then billed by its prompt alone, which is counted, as of embeddings. */
  readonly countsPrompt?: true
  /**
   * An object that is made for one piece of work and stays the same when its call is made again after a failure. Absent where
   * there is none: parameters may be a constant of the application, that is sent again for other reasons.
   */
  requestOf?(params: Params): unknown
  /** The most tokens that the answer can have, when the request limits them. */
  maxOutputTokens?(params: Params): number | undefined
  /** The text that the provider counts as input; absent where usage is always sent. */
  prompt?(params: Params): PromptText
  response(answer: Answer, params: Params): CallResponse
  fold?(params: Params): StreamFold<Item>
  /** How prompts and answers are read, for those who record them. */
  readonly content?: ContentReader
  /** The parameters with usage asked for in the stream, or undefined when it will be sent anyway. */
  askForUsage?(params: Params): Params | undefined
  /**
   * What to put in the method's place, where a run of it is not yet a call: a command of the AWS SDK returns the function that
   * makes the call. `meter` makes a metered function of one that makes a call with the parameters as its first argument.
   */
  adapt?(original: Method, meter: (makeCall: Method) => Method): Method
}

/** A method of an SDK. */
export type Method = (this: unknown, ...args: unknown[]) => unknown

/** What to put in the place of a method. It lets through what the method is given and gives, whatever happens. */
export interface MethodPatch {
  readonly method: string
  replace(original: Method): Method
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
  /**
   * Folders of the package in which each method, a mere function, has a file of its own. There it is replaced, because no
   * class has it, and an exported function cannot be replaced from outside its module.
   */
  readonly functionFolders?: readonly string[]
  /** Methods that make no calls, but of which something is to be learned for the calls inside. */
  readonly patches?: readonly MethodPatch[]
  /** Files inside the package that have the classes, where its entries are not what always loads them. */
  readonly innerFiles?: readonly string[]
  /** The methods that submit batches and bring their results. */
  readonly batches?: BatchMethods
  /** The objects in which to look for the methods, where the package does not export their classes. Default: its exports. */
  exportsOf?(moduleExports: unknown): readonly unknown[]
  /** The client whose method was called. Default: `resource._client`, where Stainless SDKs have it. */
  clientOf?(resource: unknown, params: unknown, options: unknown): SdkClient | undefined
  /** `gen_ai.provider.name` of one client, where its class tells more than its host, as that of Azure does. */
  nameFor?(client: unknown): string | undefined
  /** True where the SDK makes its own spans for a call of this client, so that ours would count the call twice. */
  tracesItself?(client: unknown): boolean
}

/** What is looked at of a client of an SDK. */
export interface SdkClient {
  /** Where the requests go. */
  readonly baseURL?: unknown
  /** What sends them. Unless it is Node's own, the attempts of a call are not seen. */
  readonly fetch?: unknown
  /** Where inference runs, as the provider's price list calls the place. */
  readonly region?: string | undefined
  /** True where something else than `fetch` sends, and its attempts are noted all the same. */
  readonly notesAttempts?: true
}
