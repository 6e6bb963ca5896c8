import { withCostContext } from '@costspan/cost'
import { trace } from '@opentelemetry/api'
import OpenAI from 'openai'

const openai = new OpenAI()
const tracer = trace.getTracer('example')

// A long document makes the trace dear enough to be kept by the sampling of the Collector, as one that costs a cent is not.
const report = 'The engine of a ship turns its screw. '.repeat(20_000)

/** A request of an application: whatever is called inside of its span is in its trace, with the same feature and user. */
await withCostContext({ feature: 'research', user: 'ada' }, () =>
  tracer.startActiveSpan('research', async (span) => {
    const plan = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: 'Plan a research on ship engines.' }],
    })
    await Promise.all(
      ['history', 'fuels'].map((part) =>
        openai.chat.completions.create({
          model: 'gpt-4o',
          messages: [{ role: 'user', content: `${part}: ${plan.choices[0].message.content}\n${report}` }],
        }),
      ),
    )
    span.end()
  }),
)
