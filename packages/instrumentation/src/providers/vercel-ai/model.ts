/**
 * Model: what the providers of the Vercel AI SDK make and its functions call, by a protocol of a few methods: `doGenerate`,
 * `doStream`, `doEmbed`, `doRerank`. The protocol (`LanguageModelV2` to `V4`) is the same for all providers; none of them uses the
 * vendor's own SDK, so this is where their calls can be seen, by whichever function, agent or wrapper they are made.
 * https://ai-sdk.dev/docs/foundations/providers-and-models, seen 2026-11.
 */
import type { Method, SdkClient } from '../../provider.ts'

/** What is looked at of a model. */
export interface Model {
  readonly constructor?: { readonly name: string }
  readonly modelId?: string
  /** `openai.responses`, `anthropic.messages`, `gateway`. */
  readonly provider?: string
  readonly config?: ModelConfig
}

interface ModelConfig {
  readonly baseURL?: unknown
  readonly fetch?: unknown
  readonly url?: (options: { readonly path: string; readonly modelId: string | undefined }) => unknown
}

/** The options of a call, with what the model itself adds to them. */
export interface ModelCall extends Readonly<Record<string, unknown>> {
  readonly model: string | undefined
  /** The name of the model's class, which tells the wire format. */
  readonly modelClass: string
}

export function modelCall(model: unknown, options: unknown): ModelCall {
  const { modelId, constructor } = model as Model
  return { ...(options as object), model: modelId, modelClass: constructor?.name ?? '' }
}

/** Meters a method of a model, whose options do not name the model. */
export function meteredModelMethod(original: Method, meter: (makeCall: Method) => Method): Method {
  return function (this: unknown, options) {
    const makeCall = (): unknown => Reflect.apply(original, this, [options])
    return Reflect.apply(meter(makeCall), this, [modelCall(this, options)])
  }
}

/** What stays the same when a call is made again: what is sent is put into a new list for each attempt, the headers are not. */
export function requestHeaders({ headers }: ModelCall): unknown {
  return headers
}

/** A model as a client of an SDK: where its requests go and what sends them. */
export function modelClient(model: unknown): SdkClient & Model {
  const { config, provider } = model as Model
  return { provider: provider ?? '', baseURL: baseUrlOf(model as Model), fetch: config?.fetch ?? globalThis.fetch }
}

function baseUrlOf({ config, modelId }: Model): unknown {
  if (typeof config?.baseURL === 'string') return config.baseURL
  try {
    return config?.url?.({ path: '', modelId })
  } catch {
    return undefined
  }
}
