// Makes CALLS chat calls at once, and says so.
import OpenAI from 'openai'

const client = new OpenAI()
const calls = Number(process.env.CALLS)
const question = { model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] }
await Promise.all(Array.from({ length: calls }, () => client.chat.completions.create(question)))
console.log(`made ${calls}`)
