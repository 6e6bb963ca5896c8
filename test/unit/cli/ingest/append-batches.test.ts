import { appendBatches, type CallRecord, type Ledger, openLedger } from '@costspan/cli'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { madeCall } from '../../../support/made-call.ts'

it('tells after each batch what became of all calls so far', async () => {
  const ledger = await openLedger(':memory:')
  const repeated = madeCall()
  const told: unknown[] = []
  const total = await appendBatches(ledger, [madeCall(), repeated, repeated, madeCall(), madeCall()], {
    batchRows: 2,
    onProgress: ({ added, known }) => told.push([added, known]),
  })
  expect([total, told]).toEqual([
    { added: 4, known: 1, late: 0 },
    [
      [2, 0],
      [3, 1],
      [4, 1],
    ],
  ])
  await ledger.close()
})

it('fails with the error of a batch while more calls are being read', async () => {
  const refusing: Pick<Ledger, 'append'> = { append: () => Promise.reject(new Error('the disk is full')) }
  await expect(appendBatches(refusing, slowly([madeCall(), madeCall()]), { batchRows: 1 })).rejects.toThrow(
    'the disk is full',
  )
})

async function* slowly(calls: readonly CallRecord[]): AsyncGenerator<CallRecord> {
  for (const call of calls) {
    yield call
    await setImmediate()
  }
}
