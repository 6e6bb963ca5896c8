import { withCostContext } from '@costspan/cost'
import { type BatchProvider, type BatchResult, createBatchQueue } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { useBatches } from './batches.ts'
import { bodyOf } from './body-of.ts'

const given = useBatches()

const PROVIDERS = [
  {
    name: 'OpenAI',
    model: 'gpt-4o-mini',
    batches: () => given.openai(),
    isSubmission: (path: string) => path.endsWith('/batches'),
  },
  {
    name: 'Anthropic',
    model: 'claude-haiku-4-5',
    batches: () => given.anthropic(),
    isSubmission: (path: string) => path.endsWith('/messages/batches'),
  },
]

/** The spans of results, as far as they say who caused what. */
function calls(): readonly object[] {
  return given.exporter.getFinishedSpans().map(({ attributes }) => ({
    feature: attributes['costspan.feature'],
    user: attributes['user.id'],
    nanoUsd: attributes['costspan.cost.nano_usd'],
    saved: attributes['costspan.saved.nano_usd'],
    kind: attributes['costspan.saved.kind'],
  }))
}

describe.each(PROVIDERS)('a queue of $name', ({ model, batches, isSubmission }) => {
  const submissions = (): number =>
    given.provider.requests.filter(({ method, path }) => method === 'POST' && isSubmission(path)).length

  it('gives each answer to who asked for it, at half the price, counted once and for the right user', async () => {
    const queue = createBatchQueue(batches(), { journal: given.newJournal() })
    const ask = (user: string): Promise<unknown> =>
      withCostContext({ feature: 'digest', user }, () => queue.add({ id: user, body: bodyOf(model, `Hello ${user}`) }))
    const answers = [ask('ada'), ask('bob')]
    await withCostContext({ feature: 'cron', user: 'nobody' }, () => queue.submit())
    await withCostContext({ feature: 'cron', user: 'nobody' }, () => queue.poll())

    expect(JSON.stringify(await answers[0])).toContain('"model"')
    expect(JSON.stringify(await answers[1])).toContain('"model"')
    expect(submissions()).toBe(1)
    const { lines, totalNanoUsd } = given.provider.bill()
    expect(calls()).toEqual(
      lines.map(({ nanoUsd }, index) => ({
        feature: 'digest',
        user: ['ada', 'bob'][index],
        nanoUsd: Number(nanoUsd),
        // As much as was paid: the other half.
        saved: Number(nanoUsd),
        kind: 'batch',
      })),
    )
    expect(calls().reduce((sum, call) => sum + Number(Reflect.get(call, 'nanoUsd')), 0)).toBe(Number(totalNanoUsd))
    await queue.close()
  })

  it('asks once for an id, however often and by whatever process it is added, and refuses it for another request', async () => {
    const journal = given.newJournal()
    const body = bodyOf(model, 'Once')
    const first = createBatchQueue(batches(), { journal })
    const added = [first.add({ id: 'a', body }), first.add({ id: 'a', body })]
    await first.submit()
    await first.poll()
    const [answer, again] = await Promise.all(added)
    expect(again).toEqual(answer)
    await expect(first.add({ id: 'a', body: bodyOf(model, 'Other') })).rejects.toThrow('was used for another request')
    await first.close()

    const second = createBatchQueue(batches(), { journal })
    expect(await second.add({ id: 'a', body })).toEqual(answer)
    expect(submissions()).toBe(1)
    await second.close()
  })

  it('goes on after the end of the process, and tells a listener what came for those that are gone', async () => {
    const journal = given.newJournal()
    const first = createBatchQueue(batches(), { journal })
    const gone = withCostContext({ feature: 'digest', user: 'ada' }, () =>
      first.add({ id: 'a', body: bodyOf(model, 'Hi') }),
    ).catch((error: unknown) => String(error))
    await first.submit()
    await first.close()
    expect(await gone).toContain('the queue was closed')

    const told: BatchResult[] = []
    const second = createBatchQueue(batches(), { journal, onResult: (result) => void told.push(result) })
    await second.poll()
    await second.poll()
    expect(told.map(({ id, error }) => ({ id, error }))).toEqual([{ id: 'a', error: undefined }])
    expect(calls()).toMatchObject([{ feature: 'digest', user: 'ada' }])
    await second.close()
  })

  it.each([
    ['did arrive', true],
    ['did not arrive', false],
  ])('finds a submission that %s before the process ended, and never pays twice', async (_, arrives) => {
    const journal = given.newJournal()
    const real = batches()
    const dying: BatchProvider = {
      ...real,
      async submit(...args) {
        if (arrives) await real.submit(...args)
        throw new Error('the connection was lost')
      },
    }
    const first = createBatchQueue(dying, { journal })
    void withCostContext({ feature: 'digest', user: 'ada' }, () =>
      first.add({ id: 'a', body: bodyOf(model, 'Hi') }).catch(() => {}),
    )
    await expect(first.submit()).rejects.toThrow('the connection was lost')
    await first.close()

    const second = createBatchQueue(real, { journal })
    const answer = second.add({ id: 'a', body: bodyOf(model, 'Hi') })
    await second.poll()
    await second.submit()
    await second.poll()
    expect(JSON.stringify(await answer)).toContain('"model"')
    expect([submissions(), given.provider.bill().lines.length]).toEqual([1, 1])
    expect(calls()).toMatchObject([{ feature: 'digest', user: 'ada' }])
    await second.close()
  })

  it('rejects what has no answer, and charges nothing for it', async () => {
    const queue = createBatchQueue(batches(), { journal: given.newJournal() })
    const failed = queue.add({ id: 'bad', body: { model, max_tokens: 100 } }).catch((error: unknown) => String(error))
    await queue.submit()
    await queue.poll()
    expect(await failed).toContain('BatchRequestError: the request bad of a batch has no answer')
    expect(given.provider.bill().totalNanoUsd).toBe(0n)
    await queue.close()
  })
})
