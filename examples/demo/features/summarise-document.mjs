import { openai } from './openai.mjs'
import { requestOptions } from './request-options.mjs'

/** Summarises a document with a reasoning model, streamed by the Responses API. */
export async function summariseDocument(request, response) {
  const stream = await openai.responses.create(
    { model: 'gpt-5', input: `Summarise:\n${request.body.text}`, stream: true },
    requestOptions(request),
  )
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta') response.write(event.delta)
  }
  response.end()
}
