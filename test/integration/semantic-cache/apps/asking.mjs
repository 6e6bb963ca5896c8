// Questions to a model, some of which ask the same, under a semantic cache by settings and one by functions.
import { createSemanticCache } from '@costspan/guard'
import { register } from '@costspan/node'
import { withCostContext } from '@costspan/cost'

const policy = { scope: 'global', anyTemperature: true, shadowShare: 0 }
const own = createSemanticCache({
  features: { own: policy },
  embedder: { id: 'own', embed: async (texts) => texts.map(() => [1, 0]) },
})
const telemetry = register({
  semanticCache: {
    features: { faq: policy },
    embedder: { model: 'text-embedding-3-small', dimensions: 1 },
    judge: { model: 'gpt-4o-mini' },
  },
  promptCache: { keyEnv: 'PROMPT_KEY' },
  caches: [own],
})
const { OpenAI } = await import('openai')

const client = new OpenAI()
const ask = (feature, content) =>
  withCostContext({ feature }, () =>
    client.chat.completions.create({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content },
      ],
    }),
  )

const answers = []
for (const [feature, content] of JSON.parse(process.env.QUESTIONS)) {
  const { id, choices } = await ask(feature, content)
  answers.push(`${id} ${choices[0].message.content}`)
}
await telemetry.shutdown()
console.log(JSON.stringify(answers.map((answer) => answers.indexOf(answer))))
