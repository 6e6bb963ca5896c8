import { anthropic } from './anthropic.mjs'
import { requestOptions } from './request-options.mjs'

/** Reviews a patch, with the stream helper of the SDK. */
export async function reviewCode(request, response) {
  const stream = anthropic.messages.stream(
    {
      model: 'claude-haiku-4-5',
      max_tokens: 2048,
      messages: [{ role: 'user', content: `Review this patch:\n${request.body.text}` }],
    },
    requestOptions(request),
  )
  stream.on('text', (text) => response.write(text))
  await stream.finalMessage()
  response.end()
}
