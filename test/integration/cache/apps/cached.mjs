// Asks the same more than once, by two SDKs, as a whole and as a stream, under a cache that costspan.yaml switches on.
import { Anthropic } from '@anthropic-ai/sdk'
import { costScope, withCostContext } from '@costspan/cost'
import { forgetAnswers } from '@costspan/guard'
import { register } from '@costspan/node'
import { OpenAI } from 'openai'

const openai = new OpenAI({ maxRetries: 0 })
const anthropic = new Anthropic({ maxRetries: 0 })
const messages = [{ role: 'user', content: 'What is the capital of France?' }]
const question = { model: 'gpt-4o', temperature: 0, messages }
const tool = { type: 'function', function: { name: 'look_up', parameters: { type: 'object', properties: {} } } }

const whole = () => openai.chat.completions.create(question)
const streamed = async () => {
  for await (const chunk of await openai.chat.completions.create({ ...question, stream: true })) void chunk
}
const message = () => anthropic.messages.create({ model: 'claude-haiku-4-5', max_tokens: 50, temperature: 0, messages })
const toolCall = () =>
  openai.chat.completions.create({
    ...question,
    tools: [tool],
    tool_choice: { type: 'function', function: { name: 'look_up' } },
  })
const unpriced = () => openai.chat.completions.create({ ...question, model: 'nobody-knows-this-model' })

const saved = await costScope(async (scope) => {
  await withCostContext({ feature: 'faq', user: 'u-17' }, async () => {
    for (const call of [whole, whole, streamed, message, message, toolCall, toolCall, unpriced, unpriced]) await call()
    await openai.chat.completions.create({ ...question, temperature: 1 })
  })
  await withCostContext({ feature: 'chat' }, whole)
  await withCostContext({ feature: 'other' }, whole)
  return scope.savedUsd
})
const forgotten = await forgetAnswers({ user: 'u-17' })
process.stdout.write(JSON.stringify({ saved, forgotten }))
await register().shutdown()
