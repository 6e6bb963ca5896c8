import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'

const openai = new OpenAI()
const anthropic = new Anthropic()

const { output_text } = await openai.responses.create({ model: 'gpt-4o-mini', input: 'Why is the sky blue?' })
console.log(output_text)

const stream = anthropic.messages.stream({
  model: 'claude-haiku-4-5',
  max_tokens: 300,
  messages: [{ role: 'user', content: 'And why is the sunset red?' }],
})
for await (const event of stream) {
  if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') process.stdout.write(event.delta.text)
}
console.log()
