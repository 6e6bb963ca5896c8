import { type DoctorCheck, type Finding, ok, warning } from '../finding.ts'

/** Whether every model that is called has a price. */
export const unpricedModels: DoctorCheck = {
  name: 'unpriced calls',
  check({ ledger }) {
    if (ledger === undefined)
      return [{ level: 'unknown', text: 'there is no ledger to look at: name one with --ledger' }]
    if (ledger.unpriced.length === 0) return ok('every call has a price')
    return ledger.unpriced.map(({ model, calls }): Finding =>
      warning(
        `${model} has no price, in ${calls} calls`,
        'Add it to prices in costspan.yaml, or update the costspan packages.',
      ),
    )
  },
}
