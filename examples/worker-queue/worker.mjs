import { context, propagation } from '@opentelemetry/api'
import OpenAI from 'openai'

const openai = new OpenAI()

process.once('message', async (jobs) => {
  for (const { question, headers } of jobs) {
    // Whoever put the job into the queue is who causes what it costs.
    await context.with(propagation.extract(context.active(), headers), async () => {
      const { output_text } = await openai.responses.create({ model: 'gpt-4o-mini', input: question })
      console.log(output_text)
    })
  }
  process.disconnect()
})
