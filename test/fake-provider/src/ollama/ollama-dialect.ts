import { compatibleDialect } from '../compatible/compatible-dialect.ts'
import type { Dialect } from '../dialect.ts'
import { ollamaEmbed, ollamaEmbeddings } from './ollama-embeddings.ts'
import { ollamaChat, ollamaGenerate } from './ollama-generation.ts'

/** Ollama, after https://github.com/ollama/ollama/blob/main/docs/api.md. It asks for no key. */
export const ollamaDialect: Dialect = compatibleDialect({
  prefix: '/ollama',
  handlers: {
    'POST /api/chat': ollamaChat,
    'POST /api/generate': ollamaGenerate,
    'POST /api/embed': ollamaEmbed,
    'POST /api/embeddings': ollamaEmbeddings,
  },
  error: (_status, message) => ({ error: message }),
  isOpen: true,
})
