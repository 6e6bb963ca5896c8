import { costScope, withCostContext } from '@costspan/cost'
import { createOpenAI } from '@ai-sdk/openai'
import { generateText, isStepCount, tool } from 'ai'
import { z } from 'zod'
import { scriptProvider } from '../script-provider.mjs'

const openai = createOpenAI({ baseURL: process.env.OPENAI_BASE_URL })

const weather = tool({
  description: 'The weather of a city',
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => `It rains in ${city}.`,
})

// The model asks for the tool first, and answers then.
await scriptProvider([{ toolCalls: [{ name: 'weather', arguments: { city: 'Oslo' } }] }])

await costScope(async (scope) => {
  const { text, steps } = await withCostContext({ feature: 'travel-agent', user: 'ada', run: 'run-1' }, () =>
    generateText({
      model: openai('gpt-4o-mini'),
      tools: { weather },
      stopWhen: isStepCount(4),
      prompt: 'Do I need an umbrella in Oslo?',
    }),
  )
  console.log(text)
  console.log(`${steps.length} steps, ${scope.calls} calls, ${scope.totalTokens} tokens, $${scope.costUsd}`)
})
