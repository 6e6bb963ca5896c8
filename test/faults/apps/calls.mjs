// Makes CALLS chat calls, one after the other, and says so.
import OpenAI from 'openai'

const client = new OpenAI()
const calls = Number(process.env.CALLS ?? '1')
for (let made = 0; made < calls; made += 1) {
  await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] })
}
console.log(`made ${calls}`)
