import { chmodSync, closeSync, openSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withCostContext } from '@costspan/cost'
import { type BatchProvider, type BatchQueue, createBatchQueue, openaiBatches } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { useBatches } from './batches.ts'
import { bodyOf } from './body-of.ts'

const given = useBatches()
const BODY = bodyOf('claude-haiku-4-5', 'Hi')

/** What came of a request, as text, whether it has an answer or not. */
function outcome(queue: BatchQueue, id: string, user: string, body: typeof BODY = BODY): Promise<string> {
  return withCostContext({ user }, () => queue.add({ id, body })).then(
    (answer) => JSON.stringify(answer),
    (error: unknown) => String(error),
  )
}

/** A provider whose first submission is lost on its way. */
function losingOnce(provider: BatchProvider): BatchProvider {
  let isLost = false
  return {
    ...provider,
    async submit(...args) {
      if (isLost) return provider.submit(...args)
      isLost = true
      throw new Error('the connection was lost')
    },
  }
}

describe('queues of two processes', () => {
  const users = (): unknown[] => given.exporter.getFinishedSpans().map(({ attributes }) => attributes['user.id'])

  it('count each result once, for who asked, though one reads what the other asked for', async () => {
    const looking = createBatchQueue(losingOnce(given.anthropic()), { journal: given.newJournal() })
    const other = createBatchQueue(given.anthropic(), { journal: given.newJournal() })
    const answers = [outcome(looking, 'a', 'ada'), outcome(other, 'b', 'bob')]
    await other.submit()
    await expect(looking.submit()).rejects.toThrow('the connection was lost')
    await looking.poll()
    expect(users()).toEqual([])
    await other.poll()
    expect(users()).toEqual(['bob'])
    await looking.submit()
    await looking.poll()
    expect(users()).toEqual(['bob', 'ada'])
    expect(await Promise.all(answers)).toEqual([expect.stringContaining('"model"'), expect.stringContaining('"model"')])
    await Promise.all([looking.close(), other.close()])
  })

  it('take no batch of the other for their own, though both use the same ids', async () => {
    const looking = createBatchQueue(losingOnce(given.anthropic()), { journal: given.newJournal() })
    const other = createBatchQueue(given.anthropic(), { journal: given.newJournal() })
    const answers = [
      outcome(looking, 'same', 'ada', bodyOf('claude-haiku-4-5', 'One')),
      outcome(other, 'same', 'bob', bodyOf('claude-haiku-4-5', 'Another')),
    ]
    await other.submit()
    await expect(looking.submit()).rejects.toThrow('the connection was lost')
    await looking.poll()
    await looking.submit()
    await Promise.all([looking.poll(), other.poll()])
    await Promise.all(answers)
    expect(given.provider.bill().lines.length).toBe(2)
    expect(new Set(users())).toEqual(new Set(['ada', 'bob']))
    await Promise.all([looking.close(), other.close()])
  })
})

describe('a queue', () => {
  it('keeps its journal for the user of the process alone', async () => {
    const journal = join(given.newJournal(), 'of-this-queue', 'journal')
    const queue = createBatchQueue(given.anthropic(), { journal })
    void outcome(queue, 'a', 'ada')
    const modes = [dirname(journal), journal, `${journal}-wal`].map((path) => (statSync(path).mode & 0o777).toString(8))
    expect(modes).toEqual(['700', '600', '600'])
    await queue.close()
  })

  it('leaves the mode of a journal that is there', async () => {
    const journal = given.newJournal()
    closeSync(openSync(journal, 'a'))
    chmodSync(journal, 0o640)
    await createBatchQueue(given.anthropic(), { journal }).close()
    expect((statSync(journal).mode & 0o777).toString(8)).toBe('640')
  })

  it('reads other batches where one cannot be read', async () => {
    const real = given.anthropic()
    const unreadable = new Set<string>()
    const provider: BatchProvider = {
      ...real,
      results: (id, ...rest) => (unreadable.has(id) ? Promise.reject(new Error('gone')) : real.results(id, ...rest)),
      async submit(...args) {
        const id = await real.submit(...args)
        if (unreadable.size === 0) unreadable.add(id)
        return id
      },
    }
    const queue = createBatchQueue(provider, { journal: given.newJournal() })
    const stuck = outcome(queue, 'stuck', 'ada')
    await queue.submit()
    const answer = outcome(queue, 'b', 'bob')
    await queue.submit()
    await expect(queue.poll()).rejects.toThrow('gone')
    expect(await answer).toContain('"model"')
    await queue.close()
    expect(await stuck).toContain('the queue was closed')
  })

  it('says why the provider took none of the requests of a batch', async () => {
    const errors = { data: [{ message: 'The model `gpt-0` does not exist.' }, {}] }
    const client = {
      files: { create: async () => ({ id: 'file' }), content: async () => Promise.reject(new Error('there is none')) },
      batches: {
        create: async () => ({ id: 'batch', status: 'validating', created_at: 0 }),
        retrieve: async () => ({ id: 'batch', status: 'failed', created_at: 0, errors }),
        list: async () => ({ data: [] }),
      },
    }
    const queue = createBatchQueue(openaiBatches(client), { journal: ':memory:' })
    const answer = outcome(queue, 'a', 'ada', bodyOf('gpt-0', 'Hi'))
    await queue.submit()
    await queue.poll()
    expect(await answer).toContain('the batch is failed without a result for it: The model `gpt-0` does not exist.')
    await queue.close()
  })

  it('forgets no request that is under way, because its cost would be booked for nobody', async () => {
    const queue = createBatchQueue(given.anthropic(), { journal: given.newJournal() })
    const answer = outcome(queue, 'a', 'ada')
    await queue.submit()
    expect(() => queue.forget('a')).toThrow(new TypeError('the request a of a batch is not over, and is not forgotten'))
    await queue.poll()
    expect(await answer).toContain('"model"')
    queue.forget('a')
    queue.forget('never added')
    await queue.close()
  })

  it('does what was asked before it was closed, and nothing after', async () => {
    const journal = given.newJournal()
    const queue = createBatchQueue(given.anthropic(), { journal })
    const answer = outcome(queue, 'a', 'ada')
    const asked = [queue.submit(), queue.poll()]
    await Promise.all([queue.close(), queue.close()])
    await Promise.all(asked)
    expect(await answer).toContain('"model"')
    expect(await outcome(queue, 'b', 'ada')).toContain('the queue was closed')
    await queue.submit()
    await createBatchQueue(given.anthropic(), { journal }).close()
  })

  it.each(['', undefined])('takes no journal named %j', (journal) => {
    expect(() => createBatchQueue(given.anthropic(), { journal: journal as never })).toThrow(
      new TypeError(`journal must be the name of a file, or :memory:, got ${JSON.stringify(journal)}`),
    )
  })
})
