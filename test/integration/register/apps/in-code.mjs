// Registers in code, twice, before the SDK is imported; a listener and a span processor of the application throw.
import { register } from '@costspan/node'

const costs = []
const throwing = () => {
  throw new Error('the application made a mistake')
}
const telemetry = register({
  prices: [{ model: 'gpt-4o*', input: '$1', output: '$1' }],
  onCost: (call) => {
    costs.push(String(call.nanoUsd))
    throwing()
  },
})
const { default: OpenAI } = await import('openai')
await new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] })
console.log(JSON.stringify({ same: register() === telemetry, costs }))
await telemetry.shutdown()
await telemetry.shutdown()
