import { withCostContext } from '@costspan/cost'
import { createGuard, guardedFetch, slackSink } from '@costspan/guard'
import OpenAI from 'openai'
import { startSlack } from './slack.mjs'

// Where your channel's webhook is not given, a server of our own stands for Slack.
const slack = await startSlack()
const guard = createGuard({
  budgets: [{ name: 'support', match: { feature: 'support' }, limit: '$0.001', per: 'day' }],
  alerts: [slackSink({ url: process.env.SLACK_WEBHOOK_URL ?? slack.url })],
})
const openai = new OpenAI({ fetch: guardedFetch(undefined, guard), maxRetries: 0 })

const question = { model: 'gpt-4o-mini', max_tokens: 100, messages: [{ role: 'user', content: 'Where is my order?' }] }
for (const user of ['ada', 'bob', 'hana'].flatMap((name) => Array.from({ length: 20 }, () => name))) {
  const answer = withCostContext({ feature: 'support', user }, () => openai.chat.completions.create(question))
  if ((await answer.then(() => 'answered').catch(() => 'refused')) === 'refused') break
}

await guard.close()
await slack.close()
