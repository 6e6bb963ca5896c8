import { readFileSync } from 'node:fs'
import { NO_PARTS, createLedger, exportFocus, focusProblems, type FocusRow, reconcile } from '@costspan/cli'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeCall } from '../../../support/made-call.ts'
import { ledgerOf, madeWeek, WINDOW } from '../reconcile/made-week.ts'
import { statementOf } from '../reconcile/statement-of.ts'
import { csvRows } from './csv-rows.ts'

const RULES = JSON.parse(readFileSync(new URL('rules.json', import.meta.url), 'utf8')) as {
  readonly mandatory: readonly string[]
  /** Columns that must be there because of what language models are billed by. */
  readonly conditional: Readonly<Record<string, readonly string[]>>
  readonly recommended: readonly string[]
  readonly broken: readonly { readonly change: FocusRow; readonly problem: string }[]
}
const NOVEMBER = {
  fromMillis: Date.parse('2026-11-01'),
  toMillis: Date.parse('2026-12-01'),
  billingAccountId: 'org-acme',
}
const AT = BigInt(Date.parse('2026-11-02T10:00:00Z')) * 1_000_000n

function oneCall(): ReturnType<typeof createLedger> {
  const ledger = createLedger()
  ledger.addCall(
    madeCall({
      startUnixNano: AT,
      responseModel: 'gpt-4o',
      serviceTier: 'flex',
      region: 'eu',
      nanoUsd: 6_500n,
      parts: { ...NO_PARTS, input: 2_000n, cacheRead: 500n, output: 3_000n, tool: 1_000n },
      tokens: { input: 1_200, output: 300, cacheRead: 400, cacheWrite: 0, reasoning: 0 },
      feature: 'chat, "beta"',
      team: 'search',
    }),
  )
  return ledger
}

async function rowsOf(ledger: ReturnType<typeof createLedger>, version?: '1.2' | '1.3'): Promise<readonly FocusRow[]> {
  return csvRows((await exportFocus(ledger, { ...NOVEMBER, ...(version && { version }) })).csv)
}

describe('a FOCUS export', () => {
  it('has a row for each meter that was used, and every column that the specification asks for', async () => {
    const rows = await rowsOf(oneCall())
    const wanted = [...RULES.mandatory, ...Object.values(RULES.conditional).flat(), ...RULES.recommended]
    expect(wanted.filter((name) => !(name in (rows[0] ?? {})))).toEqual([])
    expect(
      rows.map((row) => [
        row['SkuMeter'],
        row['BilledCost'],
        row['ConsumedQuantity'],
        row['PricingQuantity'],
        row['PricingUnit'],
      ]),
    ).toEqual([
      ['Input Tokens', '0.000002', '800', '0.0008', '1000000 Tokens'],
      ['Cache Read Input Tokens', '0.0000005', '400', '0.0004', '1000000 Tokens'],
      ['Output Tokens', '0.000003', '300', '0.0003', '1000000 Tokens'],
      ['Tool Calls', '0.000001', '1', '1', 'Requests'],
    ])
    expect(rows[0]).toMatchObject({
      BillingPeriodStart: '2026-11-01T00:00:00Z',
      BillingPeriodEnd: '2026-12-01T00:00:00Z',
      ChargePeriodStart: '2026-11-02T00:00:00Z',
      ChargePeriodEnd: '2026-11-03T00:00:00Z',
      BillingAccountId: 'org-acme',
      ListUnitPrice: '0.0025',
      SkuPriceId: 'openai/gpt-4o/input/flex',
      RegionId: 'eu',
      Tags: '{"feature":"chat, \\"beta\\"","team":"search"}',
    })
  })

  it('names sellers and hosts apart in 1.3', async () => {
    const [older, newer] = [await rowsOf(oneCall()), await rowsOf(oneCall(), '1.3')]
    expect([
      older[0]?.['ServiceProviderName'],
      newer[0]?.['ServiceProviderName'],
      newer[0]?.['HostProviderName'],
    ]).toEqual([undefined, 'OpenAI', 'OpenAI'])
  })

  it('leaves calls without a price out, and says how many', async () => {
    const ledger = oneCall()
    ledger.addCall(madeCall({ startUnixNano: AT, status: 'unpriced', nanoUsd: undefined }))
    expect(await exportFocus(ledger, NOVEMBER)).toMatchObject({ rows: 4, unpricedCalls: 1, nanoUsd: 6_500n })
  })

  it('writes no formula that a spreadsheet would calculate', async () => {
    const ledger = createLedger()
    ledger.addCall(
      madeCall({
        startUnixNano: AT,
        requestModel: '=HYPERLINK("http://x")',
        nanoUsd: 1n,
        parts: { ...NO_PARTS, request: 1n },
      }),
    )
    const [row] = await rowsOf(ledger)
    expect(row?.['x_Model']).toBe(`'=HYPERLINK("http://x")`)
  })

  it('can be read again as a statement that the ledger agrees with', async () => {
    const ledger = ledgerOf(madeWeek())
    const { csv } = await exportFocus(ledger, { ...WINDOW, billingAccountId: 'org-acme' })
    const reconciliation = await reconcile(ledger, statementOf([csv]), { window: WINDOW })
    expect(reconciliation.residuals.filter(({ kind }) => kind !== 'rounding')).toEqual([])
    expect(reconciliation.billedNanoUsd).toBe(reconciliation.meteredNanoUsd)
  })

  it('costs what the ledger costs, and breaks no rule, whatever the calls', async () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 12n })
    const call = fc.record({
      input: fc.nat(5_000_000),
      output: fc.nat(500_000),
      cost: amount,
      tool: amount,
      model: fc.string(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 20 }), async (calls) => {
        const ledger = createLedger()
        for (const { input, output, cost, tool, model } of calls) {
          const parts = { ...NO_PARTS, input: cost, tool }
          const tokens = { input, output, cacheRead: 0, cacheWrite: 0, reasoning: 0 }
          ledger.addCall(
            madeCall({ startUnixNano: AT, requestModel: model || 'm', nanoUsd: cost + tool, parts, tokens }),
          )
        }
        const { csv, nanoUsd } = await exportFocus(ledger, NOVEMBER)
        const rows = csvRows(csv)
        const billed = rows.reduce((sum, row) => sum + nanoOf(row['BilledCost'] ?? ''), 0n)
        expect(billed).toBe(nanoUsd)
        expect(rows.flatMap((row) => focusProblems(row, '1.2'))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe('the rules of the specification', () => {
  it.each(RULES.broken)('find $problem', async ({ change, problem }) => {
    const [row] = await rowsOf(oneCall())
    expect(focusProblems({ ...row, ...change }, '1.2')).toContain(problem)
  })
})

function nanoOf(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(9, '0'))
}
