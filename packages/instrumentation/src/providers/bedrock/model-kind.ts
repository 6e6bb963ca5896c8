import type { OperationName } from '../../provider.ts'

/** What InvokeModel does, which only the model's name tells. */
const KINDS: readonly (readonly [RegExp, OperationName])[] = [
  [/embed/i, 'embeddings'],
  [/rerank/i, 'rerank'],
  [/image|canvas|stability|stable-/i, 'image_generation'],
]

export function modelKind({ modelId }: { readonly modelId?: string | undefined }): OperationName {
  return KINDS.find(([pattern]) => pattern.test(modelId ?? ''))?.[1] ?? 'chat'
}
