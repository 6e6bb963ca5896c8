import { register } from '@costspan/node'
import * as openai from 'openai'

// In a bundle nobody sees an import of the SDK, so it is handed over. Where it stays outside, this changes nothing.
register().patch({ openai })

// Key and address come from OPENAI_API_KEY and OPENAI_BASE_URL.
const client = new openai.OpenAI()
const completion = await client.chat.completions.create({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Hello' }],
})
console.log(completion.choices[0]?.message.content)
