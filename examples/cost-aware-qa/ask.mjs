import { costScope, withCostContext, withShorterInput } from '@costspan/cost'
import { fitMessages, withModelChoice } from '@costspan/guard'
import OpenAI from 'openai'

const openai = new OpenAI()

const SYSTEM = { role: 'system', content: 'Answer in two sentences.' }

/** The most that a question may be, with all that was said before it. */
const MAX_INPUT_TOKENS = 300

/**
 * Answers a question of a customer. The model, the cache and the budget are matters of `costspan.yaml`; what is left to the code
 * is to say who asks, to keep the prompt within bounds, and to know a good answer.
 */
export function ask(question, { tenant, history = [], isGoodEnough = () => true }) {
  return withCostContext({ feature: 'qa', tenant }, () =>
    costScope(async (scope) => {
      const asked = [SYSTEM, ...history, { role: 'user', content: question }]
      const { messages, removedTokens } = await fitMessages(asked, { maxInputTokens: MAX_INPUT_TOKENS })
      const { content, model } = await withModelChoice({ isGoodEnough: (answer) => isGoodEnough(answer.content) }, () =>
        withShorterInput({ kind: 'prompt_budget', inputTokens: removedTokens }, () => complete(messages)),
      )
      const isCached = scope.calls > 0 && scope.nanoUsd === 0n
      return {
        answer: content,
        model: isCached ? 'cached' : model,
        cost: scope.costUsd,
        saved: scope.savedUsd,
        isCached,
      }
    }),
  )
}

async function complete(messages) {
  const { choices, model } = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages,
    temperature: 0,
    // A budget holds the most that a call may cost until its answer is there.
    max_completion_tokens: 300,
  })
  return { content: choices[0].message.content, model }
}
