import type { Provider } from '../../provider.ts'
import { googleClient, platformOf } from './client.ts'
import { embeddings } from './embed-content.ts'
import { generateContent, generateContentStream } from './generate-content.ts'
import { images } from './images.ts'
import { interactions } from './interactions.ts'
import { videos } from './videos.ts'

/**
 * Google's models, at the Gemini API and at Vertex AI.
 *
 * What is patched are the methods that make one request each: a public method, such as `generateContent` with automatic function
 * calling, may make several of them, and each is billed.
 */
export const google: Provider = {
  name: 'google',
  module: '@google/genai',
  versions: { from: '1.0.0', before: '4.0.0' },
  operations: [generateContent, generateContentStream, embeddings, ...images, videos, interactions],
  clientOf: googleClient,
  nameFor: platformOf,
}
