import { costScope, withCostContext } from '@costspan/cost'
import OpenAI from 'openai'

const openai = new OpenAI()

async function ask(question) {
  await costScope(async (scope) => {
    await withCostContext({ feature: 'faq', user: 'ada' }, () =>
      openai.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: question }] }),
    )
    console.log(scope.savedUsd > 0 ? `  hit   saved $${scope.savedUsd}` : `  asked $${scope.costUsd}     `, question)
  })
}

await ask('How do I reset my password?')
await ask('Hi, how can I reset my password, please?')

// Near each other for every encoder, and not the same question.
await ask('How do I turn dark mode on?')
await ask('How do I turn dark mode off?')
await ask('What does the plan for 10 people cost?')
await ask('What does the plan for 100 people cost?')
