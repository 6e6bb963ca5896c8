// Makes CALLS chat calls, each in a trace of its own, with no word about telemetry.
import OpenAI from 'openai'

const client = new OpenAI()
const calls = Number(process.env.CALLS ?? '1')
const atOnce = 20
for (let made = 0; made < calls; made += atOnce) {
  const batch = Array.from({ length: Math.min(atOnce, calls - made) }, () =>
    client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] }),
  )
  await Promise.all(batch)
}
console.log(`made ${calls}`)
if (process.env.STAY === 'yes') setInterval(() => {}, 1_000)
