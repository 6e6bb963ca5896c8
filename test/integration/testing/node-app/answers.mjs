import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import OpenAI from 'openai'

const client = new OpenAI({ maxRetries: 0 })
const ask = (content) => client.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }] })

void describe('answers', { concurrency: true }, () => {
  void it('takes one call', async () => {
    assert.equal((await ask('once')).object, 'chat.completion')
  })
  void it('takes two calls at the same time', async () => {
    await Promise.all([ask('first'), ask('second')])
  })
})

void describe('one after another', () => {
  for (const question of ['first', 'second']) {
    void it('asks under one name', () => ask(question))
  }
})
