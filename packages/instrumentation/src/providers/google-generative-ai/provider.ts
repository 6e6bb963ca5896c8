import type { Provider } from '../../provider.ts'
import { generateContent, generateContentStream } from './generate-content.ts'

/** What is looked at of a model. */
interface GenerativeModel {
  readonly _requestOptions?: { readonly baseUrl?: string }
}

/**
 * `@google/generative-ai`, the SDK before `@google/genai`. Google has ended it; LangChain's `@langchain/google-genai` still calls
 * by it. Chats of its own (`startChat`) are not seen, and embeddings are answered without usage.
 */
export const googleGenerativeAi: Provider = {
  name: 'google-generative-ai',
  module: '@google/generative-ai',
  versions: { from: '0.24.0', before: '1.0.0' },
  operations: [generateContent, generateContentStream],
  clientOf: (model) => ({
    baseURL: (model as GenerativeModel)._requestOptions?.baseUrl ?? 'https://generativelanguage.googleapis.com',
    fetch: globalThis.fetch,
  }),
  nameFor: () => 'gcp.gemini',
}
