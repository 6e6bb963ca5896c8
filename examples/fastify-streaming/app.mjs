import { Readable } from 'node:stream'
import { costContextPlugin } from '@costspan/cost/fastify'
import fastify from 'fastify'
import OpenAI from 'openai'

const openai = new OpenAI()
const app = fastify()
app.register(costContextPlugin({ feature: 'chat', user: { header: 'x-user' } }))

app.get('/chat', async (request, reply) => {
  const stream = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content: 'Tell me a story' }],
  })
  // A browser that goes away ends the stream at the provider too, and the call costs what was generated until then.
  request.raw.once('close', () => reply.raw.writableFinished || stream.controller.abort())
  return reply.type('text/plain').send(Readable.from(words(stream)))
})

async function* words(stream) {
  for await (const { choices } of stream) yield choices[0]?.delta.content ?? ''
}

const url = await app.listen({ port: 0 })
const response = await fetch(`${url}/chat`, { headers: { 'x-user': 'ada' } })
for await (const text of response.body.pipeThrough(new TextDecoderStream())) process.stdout.write(text)
console.log()
await app.close()
