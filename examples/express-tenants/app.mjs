import { costContextMiddleware } from '@costspan/cost/express'
import express from 'express'
import OpenAI from 'openai'

const openai = new OpenAI()
const app = express().use(express.json())

// Behind your authentication: what a caller says of itself in a header is believed here only because this is an example.
app.use(
  costContextMiddleware({
    feature: (request) => request.path.slice(1),
    tenant: { header: 'x-tenant' },
    user: { header: 'x-user' },
    // What the request cost, as headers of the response.
    responseHeaders: true,
  }),
)

app.post('/:feature', async (request, response) => {
  const { output_text } = await openai.responses.create({ model: 'gpt-4o-mini', input: request.body.question })
  response.json({ answer: output_text })
})

const server = app.listen(0, async () => {
  const url = `http://127.0.0.1:${server.address().port}`
  for (const [feature, tenant, user] of [
    ['search', 'acme', 'ada'],
    ['search', 'acme', 'bob'],
    ['summaries', 'globex', 'hana'],
  ]) {
    const response = await fetch(`${url}/${feature}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant': tenant, 'x-user': user },
      body: JSON.stringify({ question: `What is new, ${user}?` }),
    })
    const cost = [...response.headers]
      .filter(([name]) => name.startsWith('x-costspan-'))
      .map((header) => header.join(': '))
    console.log(feature, tenant, user, cost.join(', '))
  }
  server.close()
})
