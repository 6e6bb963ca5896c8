import { runAsOverhead } from './run-as-overhead.ts'
import { normalised } from './store/vector-index.ts'

/** What turns texts into vectors whose angle tells how alike they are. */
export interface Embedder {
  /** Names what the vectors are: those of another model, or with other dimensions, are never compared with these. */
  readonly id: string
  /** A vector for each text. It runs as overhead of the semantic cache, so that its cost is taken off what hits save. */
  embed(texts: readonly string[]): Promise<readonly ArrayLike<number>[]>
}

/** The part of the client of `openai` that is needed. */
export interface EmbeddingsClient {
  readonly embeddings: {
    create(body: {
      readonly model: string
      readonly input: string[]
      readonly encoding_format: 'float'
      readonly dimensions?: number
    }): PromiseLike<{ readonly data: readonly { readonly embedding: readonly number[] }[] }>
  }
}

/**
 * Embeds by OpenAI's API, or by whoever speaks like it, with a client of the application: a metered one books what it costs.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { openaiEmbedder } from '@costspan/guard'
 *
 * const embedder = openaiEmbedder(new OpenAI({ apiKey: 'key' }), { model: 'text-embedding-3-small', dimensions: 512 })
 * console.log(embedder.id) // 'text-embedding-3-small/512'
 * ```
 */
export function openaiEmbedder(
  client: EmbeddingsClient,
  { model, dimensions }: { readonly model: string; readonly dimensions?: number },
): Embedder {
  return {
    id: dimensions === undefined ? model : `${model}/${dimensions}`,
    async embed(texts) {
      const size = dimensions === undefined ? {} : { dimensions }
      const answer = await client.embeddings.create({ model, input: [...texts], encoding_format: 'float', ...size })
      return answer.data.map(({ embedding }) => embedding)
    },
  }
}

/**
 * The direction of each text.
 *
 * @throws TypeError when the embedder gives something else than a vector with a direction for each
 */
export async function embedTexts(embedder: Embedder, texts: readonly string[]): Promise<readonly Float32Array[]> {
  const vectors = (await runAsOverhead(() => embedder.embed(texts))).map(normalised)
  const whole = vectors.filter((vector) => vector !== undefined)
  if (whole.length !== texts.length) {
    throw new TypeError(`the embedder ${embedder.id} gave ${whole.length} usable vectors for ${texts.length} texts`)
  }
  return whole
}
