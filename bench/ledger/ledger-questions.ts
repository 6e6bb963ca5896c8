import type { LedgerReader } from '@costspan/cli'

/** What a dashboard and a weekly report ask of a year. */
export function ledgerQuestions(ledger: LedgerReader): readonly (readonly [string, () => Promise<unknown>])[] {
  const toMillis = Date.UTC(2026, 0, 1)
  const week = { fromMillis: toMillis - 7 * 86_400_000, toMillis }
  return [
    ['total of the year', async () => ledger.sum()],
    ['by feature, year', async () => ledger.sum({ by: ['feature'] })],
    ['by feature and model, by day, year', async () => ledger.series({ step: 'day', by: ['feature', 'model'] })],
    ['by hour, year', async () => ledger.series({ step: 'hour' })],
    ['by user, year, first 20', async () => ledger.sum({ by: ['user'], limit: 20 })],
    ['by user, week', async () => ledger.sum({ ...week, by: ['user'] })],
    ['of one user by day, year', async () => ledger.series({ step: 'day', where: { user: ['user-0042'] } })],
    [
      'p95 of input by feature, week',
      async () => ledger.spread({ ...week, of: 'inputTokens', quantiles: [0.95], by: ['feature'] }),
    ],
    ['p95 of cost by feature, year', async () => ledger.spread({ of: 'nanoUsd', quantiles: [0.95], by: ['feature'] })],
    ['newest 100 calls', async () => ledger.rows()],
    ['dearest 100 calls of the year', async () => ledger.rows({ order: 'dearest' })],
    ['one trace', async () => ledger.rows({ where: { traceId: ['0'.repeat(32)] } })],
  ]
}
