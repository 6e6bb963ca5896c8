import { appendBatches, openLedger } from '@costspan/cli'
import { expect, it } from 'vitest'
import {
  HEAVIEST_USER,
  HEAVIEST_USER_CALLS,
  INCIDENT_DAY,
  INCIDENT_DAYS,
  madeCompany,
} from '../../../support/made-company/made-company.ts'
import { createTally } from '../../../support/made-company/tally.ts'

const DAY = 86_400_000
const FROM = Date.UTC(2025, 0, 1)

it("adds up a made company's year to the nano-dollar, by feature and by month", async () => {
  const tally = createTally()
  const ledger = await openLedger(':memory:')
  const { added } = await appendBatches(ledger, madeCompany({ calls: 20_000 }, tally), { batchRows: 3000 })
  const [total] = await ledger.sum()
  expect([added, total?.calls, total?.unpricedCalls, total?.nanoUsd]).toEqual([
    tally.calls,
    tally.calls,
    tally.unpricedCalls,
    tally.nanoUsd,
  ])
  const byFeature = (await ledger.sum({ by: ['feature'] })).map(({ key, nanoUsd }) => [key.feature, nanoUsd])
  expect(Object.fromEntries(byFeature)).toEqual(Object.fromEntries(tally.nanoUsdByFeature))
  const byMonth = new Map<string, bigint>()
  for (const { atMillis, nanoUsd } of await ledger.series({ step: 'day' })) {
    const month = new Date(atMillis).toISOString().slice(0, 7)
    byMonth.set(month, (byMonth.get(month) ?? 0n) + nanoUsd)
  }
  expect(byMonth).toEqual(tally.nanoUsdByMonth)
  await ledger.close()
})

it('shows the incident of the made year: one feature, one user, four days', async () => {
  const ledger = await openLedger(':memory:')
  await appendBatches(ledger, madeCompany({ calls: 2000 }, createTally()))
  const where = { feature: ['document_analysis'] }
  const [dearest] = await ledger.sum({ where, by: ['user'], limit: 1 })
  expect([dearest?.key.user, (dearest?.calls ?? 0) >= HEAVIEST_USER_CALLS]).toEqual([HEAVIEST_USER, true])
  const days = (await ledger.series({ step: 'day', where })).map(({ atMillis }) => (atMillis - FROM) / DAY)
  expect(days).toEqual(Array.from({ length: INCIDENT_DAYS }, (_, day) => INCIDENT_DAY + day))
  expect(new Date(FROM + INCIDENT_DAY * DAY).getUTCDay()).toBe(5)
  await ledger.close()
})

it('is the same year again for the same seed, and another for another', () => {
  const totalOf = (seed: number): bigint => {
    const tally = createTally()
    for (const _ of madeCompany({ calls: 500, seed }, tally));
    return tally.nanoUsd
  }
  expect(totalOf(7)).toBe(totalOf(7))
  expect(totalOf(7)).not.toBe(totalOf(8))
})
