import type * as GenAI from '@google/genai'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/google-*` load, once by `import` and once by `require`. */
export interface GoogleKit {
  readonly sdk: typeof GenAI
}

/** Typed by the SDK's major 3; a scenario that an older one cannot play says so in `missingIn`. */
export interface GoogleStage extends GoogleKit {
  /** A client of the Gemini API. */
  readonly client: GenAI.GoogleGenAI
  /** A client of Vertex AI, by an API key, so that no token has to be had. */
  readonly vertex: GenAI.GoogleGenAI
  /** Another client of the Gemini API, with other HTTP options. */
  connect(options?: GenAI.HttpOptions): GenAI.GoogleGenAI
}

export type GoogleScenario = Scenario<GoogleStage>

export function googleStage(kit: GoogleKit, { googleUrl }: MatrixProvider): GoogleStage {
  const connect: GoogleStage['connect'] = (options) =>
    new kit.sdk.GoogleGenAI({ apiKey: 'test', httpOptions: { baseUrl: googleUrl, ...options } })
  const vertex = new kit.sdk.GoogleGenAI({ vertexai: true, apiKey: 'test', httpOptions: { baseUrl: googleUrl } })
  return { ...kit, connect, client: connect(), vertex }
}

export const question = { model: 'gemini-2.5-flash', contents: 'What did this call cost?' }

/** What the fake provider serves, scripted so that every span has the same known numbers. */
export const usage = { input: 1_000, output: 100 } as const

export const script = { usage, text: 'one two three four five', chunks: 5 } as const

/** Slow enough that a reader who leaves early is gone long before the server has finished. */
export const slow = {
  text: 'word '.repeat(200),
  chunks: 200,
  chunkDelayMillis: 5,
  usage: { input: 1_000, output: 200 },
}

/** What the spans of all such calls say. */
export const content = {
  operation: 'generate_content',
  provider: 'gcp.gemini',
  requestModel: 'gemini-2.5-flash',
} as const

/** The span of a call that was answered with `usage`: 1,000 tokens at $0.30 and 100 at $2.50 a million. */
export const answered: ExpectedSpan = {
  ...content,
  responseModel: 'gemini-2.5-flash',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 550_000,
  failed: false,
}

/** The span of a stream that the application left: the first item has told the input, the output was counted by us. */
export const left: ExpectedSpan = { ...content, input: 1_000, estimated: true, costStatus: 'estimated', failed: false }

/** The span of a call that was sent, and of which nothing came back. */
export const lost: ExpectedSpan = {
  ...content,
  output: undefined,
  nanoUsd: undefined,
  costStatus: 'unobserved',
  failed: true,
}

/** The span of a call that the service refused: no tokens and no cost are made up. */
export const refused: ExpectedSpan = {
  ...content,
  input: undefined,
  output: undefined,
  nanoUsd: undefined,
  failed: true,
}

/** What an application sees of an answer, without the headers, which tell the time. */
export function seen({ sdkHttpResponse: _, ...answer }: { readonly sdkHttpResponse?: unknown }): object {
  return answer
}
