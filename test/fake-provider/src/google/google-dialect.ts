import { type Dialect, errorJson, type Handler } from '../dialect.ts'
import { content, contentStream } from './google-content.ts'
import { embedContent, embedContents, predictEmbeddings } from './google-embeddings.ts'
import { googleErrorBody } from './google-errors.ts'
import { predictImages } from './google-images.ts'
import { interactions } from './google-interactions.ts'
import { modelOf } from './google-model.ts'

/** Methods by the name after the colon: `models/NAME:generateContent`. */
const METHODS: Readonly<Record<string, Handler>> = {
  generateContent: content,
  streamGenerateContent: contentStream,
  batchEmbedContents: embedContents,
  embedContent,
  predict: (exchange, behaviour) =>
    (modelOf(exchange).includes('imagen') ? predictImages : predictEmbeddings)(exchange, behaviour),
}

/** The Gemini API at `/google/v1beta/models/...`, and Vertex AI at `/google/v1beta1/projects/...`. */
export const googleDialect: Dialect = {
  speaks: ({ path }) => path.startsWith('/google/'),
  handler({ method, path }) {
    if (method !== 'POST') return undefined
    return path.endsWith('/interactions') ? interactions : METHODS[path.split(':').at(-1) ?? '']
  },
  headers: () => ({ server: 'scaffolding on HTTPServer2', vary: 'Origin' }),
  error: (_exchange, status, override) => errorJson(status, googleErrorBody(status, override)),
  unknownUrl: () => errorJson(404, googleErrorBody(404, {})),
}
