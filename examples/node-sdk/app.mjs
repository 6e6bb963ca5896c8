import OpenAI from 'openai'

const openai = new OpenAI()
const { output_text } = await openai.responses.create({ model: 'gpt-4o-mini', input: 'Why is the sky blue?' })
console.log(output_text)
