// The smallest application: it imports the SDK, makes a client, and tells how much work that was.
import OpenAI from 'openai'

const client = new OpenAI({ apiKey: 'sk-bench' })
if (client.chat === undefined) throw new Error('the SDK did not load')
const { user, system } = process.cpuUsage()
console.log(user + system)
process.exit()
