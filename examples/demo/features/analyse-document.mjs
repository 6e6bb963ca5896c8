import { anthropic } from './anthropic.mjs'
import { requestOptions } from './request-options.mjs'

/** Reads a whole document with the largest model; later questions about it read it from the prompt cache. */
export async function analyseDocument(request, response) {
  const message = await anthropic.messages.create(
    {
      model: 'claude-opus-4-5',
      max_tokens: 4096,
      system: [{ type: 'text', text: 'Analyse the document in depth.', cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user', content: request.body.text }],
    },
    requestOptions(request),
  )
  response.json({ analysis: message.content })
}
