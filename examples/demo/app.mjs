/**
 * Acme Docs, a small application with LLM features. Nothing here meters anything: `--import @costspan/node/register` does.
 * What the application says is whom a request is for, so that each dollar has a feature, a team, a user and a tier.
 */
import { once } from 'node:events'
import { costContextMiddleware } from '@costspan/cost/express'
import express from 'express'
import { analyseDocument } from './features/analyse-document.mjs'
import { answerSupport } from './features/answer-support.mjs'
import { checkTone } from './features/check-tone.mjs'
import { refreshSearchIndex, searchDocuments } from './features/search-documents.mjs'
import { reviewCode } from './features/review-code.mjs'
import { summariseDocument } from './features/summarise-document.mjs'
import users from './users.json' with { type: 'json' }

const tiers = new Map(users.map(({ id, tier }) => [id, tier]))

const app = express()
app.use(express.json())
app.use(
  costContextMiddleware({
    user: { header: 'x-user-id' },
    tier: (request) => tiers.get(request.get('x-user-id')),
  }),
)

app.post('/support', costContextMiddleware({ feature: 'support-chat', team: 'care' }), answerSupport)
app.post('/analyse', costContextMiddleware({ feature: 'deep-analysis', team: 'documents' }), analyseDocument)
app.post('/summarise', costContextMiddleware({ feature: 'summaries', team: 'documents' }), summariseDocument)
app.post('/review', costContextMiddleware({ feature: 'code-review', team: 'developer-tools' }), reviewCode)
app.post('/search', costContextMiddleware({ feature: 'search', team: 'platform' }), searchDocuments)
app.post('/tone', costContextMiddleware({ feature: 'tone-check', team: 'care' }), checkTone)

app.use((error, _request, response, _next) => {
  if (response.headersSent) return response.destroy()
  response.status(502).json({ error: error instanceof Error ? error.message : String(error) })
})

await refreshSearchIndex()
const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1')
await once(server, 'listening')
console.log(`Acme Docs listens on http://127.0.0.1:${server.address().port}`)
process.once('SIGTERM', () => server.close())
