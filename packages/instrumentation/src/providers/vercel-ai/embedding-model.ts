import { type Operation, operation } from '../../provider.ts'
import { type ModelCall, modelCall } from './model.ts'

interface EmbeddingAnswer {
  readonly usage?: { readonly tokens?: number } | null
  readonly response?: { readonly body?: unknown } | null
}

/** Embeddings of one batch of values; `embedMany` makes several. */
export const doEmbed: Operation = operation<ModelCall, EmbeddingAnswer>({
  name: 'embeddings',
  method: 'EmbeddingModel.prototype.doEmbed',
  request: [],
  maxOutputTokens: () => 0,
  // The values are put into a new list for each attempt of `embed`; the headers are not.
  requestOf: ({ headers }) => headers,
  response: ({ usage }) => ({
    usage: usage?.tokens === undefined ? undefined : { input: usage.tokens, output: 0 },
  }),
  adapt: (original, meter) =>
    function (this: unknown, options) {
      const embed = (): unknown => Reflect.apply(original, this, [options])
      return Reflect.apply(meter(embed), this, [modelCall(this, options)])
    },
})
