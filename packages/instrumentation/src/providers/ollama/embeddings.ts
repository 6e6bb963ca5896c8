import type { Operation } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { type OllamaAnswer, ollamaUsage } from './usage.ts'

function embeddingsOperation(method: string, path: string): Operation {
  return operation<unknown, OllamaAnswer>({
    name: 'embeddings',
    method: `Ollama.prototype.${method}`,
    paths: [path],
    request: [[semconv.GEN_AI_EMBEDDINGS_DIMENSION_COUNT, 'dimensions', 'number']],
    maxOutputTokens: () => 0,
    response: (answer) => ({ model: answer.model ?? undefined, usage: ollamaUsage(answer) }),
  })
}

/** The older `embeddings` tells no usage. https://github.com/ollama/ollama/blob/main/docs/api.md, seen 2026-11. */
export const embeddings: readonly Operation[] = [
  embeddingsOperation('embed', '/api/embed'),
  embeddingsOperation('embeddings', '/api/embeddings'),
]
