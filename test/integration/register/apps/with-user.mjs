// Makes a call for a user, with no word about telemetry but who it is for.
import { withCostContext } from '@costspan/cost'
import OpenAI from 'openai'

const question = { model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] }
await withCostContext({ user: 'ann@example.com', feature: 'search' }, () =>
  new OpenAI().chat.completions.create(question),
)
console.log('made 1')
