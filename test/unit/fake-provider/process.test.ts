import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { afterAll, describe, expect, it } from 'vitest'

import { HELLO } from './with-provider.ts'

const main = fileURLToPath(new URL('../../fake-provider/src/main.ts', import.meta.url))
const child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] })
const [line] = await once(createInterface(child.stdout), 'line')
const urls: { url: string; openaiUrl: string } = JSON.parse(String(line))

afterAll(async () => {
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
})

describe('the provider as a process', () => {
  it('takes a script and shows requests and bill to other processes', async () => {
    const script = {
      behaviours: [{ usage: { input: 1000, output: 100 }, text: 'scripted' }],
      match: { model: 'gpt-4o' },
    }
    expect(await post('/_fake/script', script)).toEqual({ queued: 1 })
    const answer = await post('/openai/v1/chat/completions', { model: 'gpt-4o', messages: HELLO })
    expect(answer).toMatchObject({ choices: [{ message: { content: 'scripted' } }] })
    expect(await get('/_fake/bill')).toMatchObject({
      totalNanoUsd: '3500000',
      calls: 1,
      openRequests: 0,
      byModel: { 'gpt-4o-2024-08-06': { calls: 1, nanoUsd: '3500000' } },
    })
    expect(await get('/_fake/requests')).toMatchObject([{ status: 200, delivery: { outcome: 'answered' } }])
    await post('/_fake/reset', {})
    expect(await get('/_fake/bill')).toMatchObject({ totalNanoUsd: '0', calls: 0 })
  })

  it('refuses a script with a mistake', async () => {
    expect(await post('/_fake/script', { behaviours: [{ stauts: 500 }] })).toEqual({
      error: 'TypeError: behaviour.stauts: no such key',
    })
  })
})

async function post(path: string, body: unknown): Promise<unknown> {
  const headers = { authorization: 'Bearer key', 'content-type': 'application/json' }
  const response = await fetch(urls.url + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return response.json()
}

async function get(path: string): Promise<unknown> {
  return (await fetch(urls.url + path)).json()
}
