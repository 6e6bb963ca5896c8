import { withCostContext } from '@costspan/cost'
import { BudgetExceededError, createBatchQueue, openaiBatches } from '@costspan/guard'
import OpenAI from 'openai'
import { ask } from './ask.mjs'

/** Asks, and prints what came of it. */
async function show(question, options) {
  const { model, cost, saved } = await ask(question, options)
  console.log(`${question.padEnd(44)} ${model.padEnd(24)} $${cost.toFixed(6)}  saved $${saved.toFixed(6)}`)
}

const ada = { tenant: 'acme' }

// Easy questions go to a cheaper model, hard ones do not.
await show('What is Python?', ada)
await show('Explain list comprehensions in Python.', ada)
await show('Compare microservices with a monolith.', ada)

// The same question again costs nothing; that of another customer, or in other words, is another question.
await show('What is Python?', ada)
await show('What is Python?', { tenant: 'globex' })
await show('What is python?', ada)

// An answer that is too short is asked for again, of the model that the code names.
await show('What is a monad?', { ...ada, isGoodEnough: (answer) => answer.length > 1_000 })

// A long conversation is cut to its newest part.
const history = Array.from({ length: 20 }, (_, turn) => [
  { role: 'user', content: `Tell me more about chapter ${turn + 1}, please, and in detail.` },
  { role: 'assistant', content: `Chapter ${turn + 1} is about things that the chapters before it have prepared.` },
]).flat()
await show('Compare the last two chapters.', { ...ada, history })

// What nobody waits for goes into a batch, at half the price.
const openai = new OpenAI()
const queue = createBatchQueue(openaiBatches(openai), { journal: ':memory:' })
const digest = await withCostContext({ feature: 'digest', tenant: 'acme' }, async () => {
  const ids = ['python', 'monads']
  const answers = ids.map((id) =>
    queue.add({
      id,
      body: { model: 'gpt-4o', messages: [{ role: 'user', content: `Summarize what was asked on ${id}.` }] },
    }),
  )
  await queue.submit()
  await queue.poll()
  return Promise.all(answers)
})
await queue.close()
console.log(`${digest.length} answers came from a batch`)

// And what does not fit its budget is refused before it is sent.
const essay = {
  model: 'gpt-4o',
  max_completion_tokens: 4_000,
  messages: [{ role: 'user', content: 'Write an essay.' }],
}
try {
  await withCostContext({ feature: 'essay' }, () => openai.chat.completions.create(essay))
} catch (error) {
  console.log(BudgetExceededError.from(error)?.message ?? error)
}
