import { openai } from './openai.mjs'
import { requestOptions } from './request-options.mjs'

/** An experiment with a model that no price list knows: its calls are counted as unpriced, never as free. */
export async function checkTone(request, response) {
  const completion = await openai.chat.completions.create(
    { model: 'acme-tone-preview', messages: [{ role: 'user', content: request.body.text }] },
    requestOptions(request),
  )
  response.json({ tone: completion.choices[0]?.message.content })
}
