// Makes calls while the clock is set by days to and fro, each time in the middle of a call.
import OpenAI from 'openai'

const DAY = 86_400_000
const { now } = Date
let offset = 0
Date.now = () => now() + offset

const client = new OpenAI()
for (const days of [3, -5, 10, -1, 0]) {
  const call = client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] })
  offset = days * DAY
  await call
}
console.log('made 5')
