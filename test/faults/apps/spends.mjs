// Makes calls under a budget that is kept in files, until it is killed.
import { createGuard, createSqliteLedger, openStore } from '@costspan/guard'
import { register } from '@costspan/node'

const { BUDGET_FILE, LEDGER_FILE, LIMIT } = process.env
register({
  budgetGuard: createGuard({
    budgets: [{ name: 'all', limit: LIMIT, per: 'month' }],
    store: openStore(`sqlite:${BUDGET_FILE}`),
    ledger: createSqliteLedger(LEDGER_FILE),
    storeTimeoutMillis: 30_000,
  }),
})
const { OpenAI } = await import('openai')
const client = new OpenAI()
const question = { model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }], max_completion_tokens: 50 }
for (let made = 1; ; made += 1) {
  await Promise.all([1, 2, 3].map(() => client.chat.completions.create(question)))
  console.log(`made ${made}.`)
}
