/** A small application. All that makes it metered is `--import @costspan/node/register` and the OTEL_* variables. */
import Anthropic from '@anthropic-ai/sdk'
import { withCostContext } from '@costspan/cost'
import OpenAI from 'openai'

const openai = new OpenAI()
const anthropic = new Anthropic()
const messages = [{ role: 'user', content: 'Why is the sky blue?' }]

await withCostContext({ feature: 'chat', user: 'ada' }, async () => {
  for (let turn = 0; turn < 20; turn++) await openai.chat.completions.create({ model: 'gpt-4o', messages })
  const stream = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  })
  for await (const _chunk of stream);
})
await withCostContext({ feature: 'search', user: 'grace' }, async () => {
  await openai.embeddings.create({ model: 'text-embedding-3-small', input: 'Why is the sky blue?' })
  await openai.responses.create({ model: 'gpt-5', input: 'Why is the sky blue?' })
  await anthropic.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 100, messages })
})
