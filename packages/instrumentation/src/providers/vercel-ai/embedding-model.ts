import { type Operation, operation } from '../../provider.ts'
import { meteredModelMethod, type ModelCall, requestHeaders } from './model.ts'

interface EmbeddingAnswer {
  readonly usage?: { readonly tokens?: number | null } | null
  readonly response?: { readonly body?: unknown } | null
}

/** Embeddings of one batch of values; `embedMany` makes several. */
export const doEmbed: Operation = operation<ModelCall, EmbeddingAnswer>({
  name: 'embeddings',
  method: 'EmbeddingModel.prototype.doEmbed',
  request: [],
  maxOutputTokens: () => 0,
  requestOf: requestHeaders,
  response: ({ usage }) => ({
    usage: usage?.tokens == null ? undefined : { input: usage.tokens, output: 0 },
  }),
  adapt: meteredModelMethod,
})
