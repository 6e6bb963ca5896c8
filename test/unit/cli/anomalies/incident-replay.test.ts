import { createLedger, type MemoryLedger } from '@costspan/cli'
import { beforeAll, describe, expect, it } from 'vitest'
import { findAnomalies } from '../../../../packages/cli/src/anomalies/find-anomalies.ts'
import { HEAVIEST_USER, INCIDENT_DAY, madeCompany } from '../../../support/made-company/made-company.ts'
import { createTally } from '../../../support/made-company/tally.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = Date.UTC(2025, 0, 1)
const INCIDENT = YEAR + INCIDENT_DAY * DAY
const CALLS = 100_000

/**
 * The story: on a Friday a feature is launched that sends whole documents, and one user runs it 847 times in four days. The
 * ledger holds the ten weeks before, and the days of the incident.
 */
describe('the incident, replayed hour by hour', () => {
  let ledger: MemoryLedger

  beforeAll(() => {
    ledger = createLedger()
    for (const call of madeCompany({ calls: CALLS, days: INCIDENT_DAY + 2 }, createTally())) {
      if (call.startUnixNano >= BigInt(INCIDENT - 71 * DAY) * 1_000_000n) ledger.addCall(call)
    }
  })

  it('is silent in the four weeks before', async () => {
    expect(await findAnomalies(ledger, { toMillis: INCIDENT, days: 28 })).toEqual([])
  })

  it('is an alarm when its first hour is over, and names the feature, the model and the user', async () => {
    const [anomaly, ...more] = await findAnomalies(ledger, { toMillis: INCIDENT + HOUR })
    expect(more).toEqual([])
    expect(anomaly).toMatchObject({ kind: 'rise', fromMillis: INCIDENT, toMillis: INCIDENT + HOUR, isOpen: true })
    const { by } = anomaly?.explanation ?? {}
    expect(by?.feature[0]).toMatchObject({ name: 'document_analysis', isNew: true })
    expect(by?.model[0]).toMatchObject({ name: 'gpt-4-turbo' })
    expect(by?.user[0]).toMatchObject({ name: HEAVIEST_USER })
  })

  it('stays one alarm as long as it goes on, and its cost is that of the ledger to the nano-dollar', async () => {
    for (const hours of [4, 12, 24, 47]) {
      const toMillis = INCIDENT + hours * HOUR
      const found = await findAnomalies(ledger, { toMillis })
      const [sum] = await ledger.sum({ fromMillis: INCIDENT, toMillis })
      expect(found.map(({ fromMillis, isOpen, nanoUsd }) => ({ fromMillis, isOpen, nanoUsd }))).toEqual([
        { fromMillis: INCIDENT, isOpen: true, nanoUsd: sum?.nanoUsd },
      ])
    }
  })

  it('has dearer tokens and larger calls for its causes, more than their number', async () => {
    const [anomaly] = await findAnomalies(ledger, { toMillis: INCIDENT + 24 * HOUR })
    const { volume, size, price } = anomaly?.explanation.effects ?? { volume: 0, size: 0, price: 0 }
    expect(Math.min(size, price)).toBeGreaterThan(volume)
  })
})
