import OpenAI from 'openai'

const openai = new OpenAI()
for (const model of ['acme-tuned-7b', 'gpt-4o']) {
  const { usage } = await openai.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }] })
  console.log(model, usage.prompt_tokens, 'tokens in,', usage.completion_tokens, 'out')
}
