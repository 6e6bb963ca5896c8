import { openai } from './openai.mjs'
import { requestOptions } from './request-options.mjs'

/** Answers a question of a customer, word by word as the model writes. */
export async function answerSupport(request, response) {
  const stream = await openai.chat.completions.create(
    {
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: 'You are the support desk of Acme Docs. Be brief.' },
        { role: 'user', content: request.body.text },
      ],
      stream: true,
      stream_options: { include_usage: true },
    },
    requestOptions(request),
  )
  for await (const chunk of stream) response.write(chunk.choices[0]?.delta.content ?? '')
  response.end()
}
