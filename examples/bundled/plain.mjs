import OpenAI from 'openai'

// Nothing of metering in here: the SDK stays outside of the bundle, so that its import is seen.
const completion = await new OpenAI().chat.completions.create({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Hello' }],
})
console.log(completion.choices[0]?.message.content)
