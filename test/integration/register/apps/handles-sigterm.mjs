// An application that ends by itself when it is told to.
import OpenAI from 'openai'

process.on('SIGTERM', () => {
  console.log('closing')
  setTimeout(() => process.exit(7), 300)
})
await new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] })
console.log('made 1')
setInterval(() => {}, 1_000)
