// One chat call of an application that requires its modules.
const { OpenAI } = require('openai')

void new OpenAI().chat.completions
  .create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] })
  .then(() => console.log('made 1'))
