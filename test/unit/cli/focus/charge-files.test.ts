import { CHARGE_FILES, ChargeFileError, createLedger, exportFocus, type FocusRow, NO_PARTS } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { madeCall } from '../../../support/made-call.ts'
import expected from './charge-files.json' with { type: 'json' }
import { csvRows } from './csv-rows.ts'

const FIRST_CALL = Date.parse('2026-11-02T10:00:00Z')
const DAY_MILLIS = 86_400_000

/** The charges of one call on each of some days. */
async function chargesOf(days: number): Promise<readonly FocusRow[]> {
  const ledger = createLedger()
  for (let day = 0; day < days; day++) {
    ledger.addCall(
      madeCall({
        startUnixNano: BigInt(FIRST_CALL + day * DAY_MILLIS) * 1_000_000n,
        responseModel: 'gpt-4o',
        serviceTier: 'flex',
        region: 'eu',
        nanoUsd: 2_000n,
        parts: { ...NO_PARTS, input: 2_000n },
        tokens: { input: 1_200, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
        feature: 'chat',
        team: 'search',
      }),
    )
  }
  const all = { fromMillis: 0, toMillis: FIRST_CALL + (days + 1) * DAY_MILLIS, billingAccountId: 'org-acme' }
  return (await exportFocus(ledger, all)).charges
}

function written(tool: string, charges: readonly FocusRow[]): string {
  return CHARGE_FILES[tool]?.(charges) ?? ''
}

describe('charges as other tools take them', () => {
  it('are a billing drop for CloudZero, amounts as text', async () => {
    expect(JSON.parse(written('cloudzero', await chargesOf(1)))).toEqual(expected.cloudzero)
  })

  it('are custom costs for Datadog, by day and without empty values', async () => {
    expect(JSON.parse(written('datadog', await chargesOf(1)))).toEqual(expected.datadog)
  })

  it('are a file of FOCUS for Vantage, with the columns that it knows', async () => {
    expect(csvRows(written('vantage', await chargesOf(1)))).toEqual(expected.vantage)
  })

  it('are a credit or a fee for Vantage where they correct something, because it knows no adjustments', async () => {
    const [charge = {}] = await chargesOf(1)
    const corrections = ['-1', '1'].map((BilledCost) => ({ ...charge, ChargeCategory: 'Adjustment', BilledCost }))
    expect(csvRows(written('vantage', corrections)).map((row) => row['ChargeCategory'])).toEqual(['Credit', 'Fee'])
  })

  it('have no formula for Vantage that a spreadsheet would calculate', async () => {
    const [charge = {}] = await chargesOf(1)
    const formulas = { ...charge, RegionId: '=1+1', x_Model: '@SUM(1)', ServiceName: '+1', BilledCost: '-1' }
    expect(csvRows(written('vantage', [formulas]))).toMatchObject([
      { RegionId: "'=1+1", ResourceId: "'@SUM(1)", ServiceName: "'+1", BilledCost: '-1' },
    ])
  })

  it('are refused for CloudZero where they are of two months', async () => {
    const charges = await chargesOf(40)
    expect(() => written('cloudzero', charges)).toThrow(
      new ChargeFileError(
        'a billing drop of CloudZero has the charges of one month; these are charges of 2026-11, 2026-12',
      ),
    )
  })

  it('are refused where they are more than the tool takes', async () => {
    const [charge = {}] = await chargesOf(1)
    const charges = Array.from({ length: 20_000 }, () => charge)
    expect(() => written('vantage', charges)).toThrow('Vantage takes 10000 rows')
    expect(() => written('cloudzero', charges)).toThrow('CloudZero takes 5000000 bytes')
  })
})
