import { createServer } from 'node:http'
import OpenAI from 'openai'

const openai = new OpenAI({ apiKey: 'none', maxRetries: 0 })
createServer().listen(0)
await openai.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] })
