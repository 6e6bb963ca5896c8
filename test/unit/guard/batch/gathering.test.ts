import { fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Anthropic from '@anthropic-ai/sdk'
import { withCostContext } from '@costspan/cost'
import {
  anthropicBatches,
  type BatchProvider,
  type BatchQueue,
  batchWebhook,
  createBatchQueue,
  createGuard,
  openaiBatches,
} from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { useBatches } from './batches.ts'
import { bodyOf } from './body-of.ts'

const given = useBatches()

describe('a queue', () => {
  it('makes a batch for each model, and for each limit of requests', async () => {
    const queue = createBatchQueue(given.openai(), { journal: given.newJournal(), maxRequests: 100 })
    const submit: number[] = []
    const all = Array.from({ length: 5 }, (_, index) =>
      queue.add({ id: `${index}`, body: bodyOf(index < 3 ? 'gpt-4o-mini' : 'gpt-4o', 'Hi') }),
    )
    await queue.submit()
    submit.push(given.provider.requests.filter(({ path }) => path.endsWith('/batches')).length)
    await queue.poll()
    await Promise.all(all)
    expect(submit).toEqual([2])
    await queue.close()
  })

  it('hands in by itself when enough requests wait', async () => {
    const queue = createBatchQueue(given.openai(), { journal: given.newJournal(), maxRequests: 2, pollMillis: 5 })
    const answers = [1, 2].map((index) => queue.add({ id: `${index}`, body: bodyOf('gpt-4o-mini', 'Hi') }))
    expect((await Promise.all(answers)).length).toBe(2)
    await queue.close()
  })

  it('keeps what the provider refused to take', async () => {
    const queue = createBatchQueue(given.anthropic(), { journal: given.newJournal() })
    const answer = queue.add({ id: 'a', body: bodyOf('claude-haiku-4-5', 'Hi') })
    given.provider.script([{ attempts: [429] }])
    await expect(queue.submit()).rejects.toThrow('429')
    await queue.submit()
    await queue.poll()
    expect(JSON.stringify(await answer)).toContain('"model"')
    await queue.close()
  })

  it('hands in the other batches where the provider refuses one', async () => {
    const queue = createBatchQueue(given.anthropic(), { journal: given.newJournal() })
    const refused = queue.add({ id: 'a', body: bodyOf('claude-haiku-4-5', 'Hi') })
    const taken = queue.add({ id: 'b', body: bodyOf('claude-sonnet-4-5', 'Hi') })
    given.provider.script([{ attempts: [400] }])
    await expect(queue.submit()).rejects.toThrow('400')
    await queue.poll()
    expect(JSON.stringify(await taken)).toContain('"model"')
    await queue.submit()
    await queue.poll()
    expect(JSON.stringify(await refused)).toContain('"model"')
    await queue.close()
  })

  it('hands in a batch once, though its client tries again by itself', async () => {
    const client = new Anthropic({ baseURL: given.provider.anthropicUrl, apiKey: 'key' })
    const queue = createBatchQueue(anthropicBatches(client), { journal: given.newJournal() })
    queue.add({ id: 'a', body: bodyOf('claude-haiku-4-5', 'Hi') }).catch(() => {})
    given.provider.script([{ attempts: [500] }])
    await expect(queue.submit()).rejects.toThrow('500')
    expect(given.provider.requests.filter(({ path }) => path.endsWith('/batches')).length).toBe(1)
    await queue.close()
  })

  it('takes no submission for lost that may be behind the newest batches', async () => {
    const atMillis = Date.parse('2026-11-01T12:00:00Z')
    const finders = (batches: number, createdMillis: number): readonly BatchProvider[] => {
      const listing = (batch: object): never => {
        const data = Array.from({ length: batches }, () => ({ id: 'b', ...batch }))
        return { list: async () => ({ data }), results: async () => [] } as never
      }
      const created = new Date(createdMillis).toISOString()
      return [
        openaiBatches({ files: {} as never, batches: listing({ created_at: createdMillis / 1_000 }) }),
        anthropicBatches({ messages: { batches: listing({ processing_status: 'ended', created_at: created }) } }),
      ]
    }
    const found = (batches: number, createdMillis: number): Promise<unknown[]> => {
      const lost = { submissionId: 's', atMillis, customIds: ['c'] }
      return Promise.all(finders(batches, createdMillis).map((each) => each.find(lost)))
    }
    expect(await found(100, atMillis + 1_000)).toEqual(['unknown', 'unknown'])
    expect(await found(100, atMillis - 61_000)).toEqual(['none', 'none'])
    expect(await found(99, atMillis + 1_000)).toEqual(['none', 'none'])
  })

  it('hands an answer over that its budgets cannot read', async () => {
    const real = given.openai()
    const strange: BatchProvider = {
      ...real,
      results: async (id, ids) => (await real.results(id, ids))?.map(({ customId }) => ({ customId, answer: null })),
    }
    const guard = createGuard({ budgets: [{ name: 'all', scope: 'global', limit: '$10', per: 'day' }] })
    const queue = createBatchQueue(strange, { journal: given.newJournal(), guard })
    const answer = queue.add({ id: 'a', body: bodyOf('gpt-4o-mini', 'Hi') })
    await queue.submit()
    await queue.poll()
    expect(await answer).toBe(null)
    await queue.close()
  })

  it('posts results to a webhook, signed, until it takes them', async () => {
    const posted: { readonly body: string; readonly signature: string }[] = []
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        posted.push({ body, signature: String(request.headers['x-costspan-signature']) })
        response.writeHead(posted.length === 1 ? 503 : 200).end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/results`

    const onResult = batchWebhook({ url, secret: 's3cret' })
    const queue = createBatchQueue(given.openai(), { journal: given.newJournal(), onResult })
    const answer = queue.add({ id: 'a', body: bodyOf('gpt-4o-mini', 'Hi') })
    await queue.submit()
    await queue.poll()
    await queue.poll()
    await queue.poll()
    const [, { body, signature } = { body: '', signature: '' }] = posted
    const [, seconds = '', hash] = /^t=(\d+),v1=(\w+)$/.exec(signature) ?? []
    expect(posted.length).toBe(2)
    expect(JSON.parse(body)).toEqual({ id: 'a', answer: await answer })
    expect(hash).toBe(createHmac('sha256', 's3cret').update(`${seconds}.${body}`).digest('hex'))
    await queue.close()
    server.close()
  })

  it('holds each request against the budgets of who asked for it, and books what it cost, also after a restart', async () => {
    const journal = given.newJournal()
    const budgets = [{ name: 'users', scope: 'user' as const, limit: '$0.01', per: 'day' as const }]
    const guard = createGuard({ budgets })
    const ask = (queue: BatchQueue, user: string, tokens: number): Promise<unknown> =>
      withCostContext({ user }, () =>
        queue.add({ id: user, body: { ...bodyOf('gpt-4o', 'Hi'), max_tokens: tokens } }),
      ).catch((error: unknown) => String(error))

    const first = createBatchQueue(given.openai(), { journal, guard })
    const [, greedy] = [void ask(first, 'ada', 100), ask(first, 'bob', 16_000)]
    await first.submit()
    await first.close()
    const second = createBatchQueue(given.openai(), { journal, guard })
    await second.poll()
    expect(await greedy).toContain('closed')
    expect(await ask(second, 'bob', 16_000)).toContain('Refused by the budget "users"')
    const spent = (await guard.standing({ user: 'ada' })).map((status) => status.spent)
    expect(spent).toEqual([given.provider.bill().totalNanoUsd])
    expect(given.provider.bill().lines.length).toBe(1)
    await second.close()
    await guard.close()
  })

  it('holds what its requests may cost for as long as a batch may take', async () => {
    let atMillis = Date.parse('2026-11-10T12:00:00Z')
    const budgets = [{ name: 'all', scope: 'global' as const, limit: '$0.0015', per: 'month' as const }]
    const guard = createGuard({ budgets, now: () => atMillis })
    const queue = createBatchQueue(given.openai(), { journal: given.newJournal(), guard })
    const ask = (id: string): Promise<unknown> =>
      queue.add({ id, body: bodyOf('gpt-4o', 'Hi') }).catch((error: unknown) => String(error))
    const [first] = [ask('a'), await queue.submit()]
    atMillis += 24 * 3_600_000
    const [second] = [ask('b'), await queue.submit()]
    await queue.poll()
    expect([await first, await second]).toEqual([
      expect.objectContaining({ object: 'chat.completion' }),
      expect.stringContaining('Refused by the budget "all"'),
    ])
    const spent = (await guard.standing({})).map((status) => [status.spent, status.held])
    expect(spent).toEqual([[given.provider.bill().totalNanoUsd, 0n]])
    await queue.close()
    await guard.close()
  })

  it.each(['before', 'after'])(
    'loses and pays nothing twice when its process is killed %s the batch is known',
    async (when) => {
      const journal = given.newJournal()
      const child = fork(new URL('dying-process.ts', import.meta.url), [given.provider.openaiUrl, journal, when], {
        execArgv: ['--conditions=@costspan/source', '--no-warnings'],
      })
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
      const queue = createBatchQueue(given.openai(), { journal })
      const answer = queue.add({ id: 'a', body: bodyOf('gpt-4o-mini', 'Hi') })
      await queue.poll()
      await queue.submit()
      await queue.poll()
      expect(JSON.stringify(await answer)).toContain('"model"')
      expect([signal, given.provider.bill().lines.length]).toEqual(['SIGKILL', 1])
      const users = given.exporter.getFinishedSpans().map(({ attributes }) => attributes['user.id'])
      expect(users).toEqual(['ada'])
      await queue.close()
    },
  )

  it('lets no second process open its journal', () => {
    const journal = given.newJournal()
    const first = createBatchQueue(given.openai(), { journal })
    expect(() => createBatchQueue(given.openai(), { journal })).toThrow('a journal belongs to one process at a time')
    return first.close()
  })

  it.each([
    ['maxRequests', 0],
    ['pollMillis', 1.5],
    ['maxWaitMillis', 2 ** 31],
  ] as const)('refuses %s of %s with its name', (name, value) => {
    expect(() => createBatchQueue(given.openai(), { journal: ':memory:', [name]: value })).toThrow(
      new TypeError(`${name} must be a whole number above 0, got ${value}`),
    )
  })
})
