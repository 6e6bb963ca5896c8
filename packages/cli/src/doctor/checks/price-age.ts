import { DAY_MILLIS } from '../../ledger/time-step.ts'
import { type DoctorCheck, ok, warning } from '../finding.ts'

const MOST_DAYS = 30

/** How old the prices are that come with the packages. */
export const priceAge: DoctorCheck = {
  name: 'prices',
  check({ nowMillis, pricesPublishedMillis }) {
    const days = Math.floor((nowMillis - pricesPublishedMillis) / DAY_MILLIS)
    if (days <= MOST_DAYS) return ok(`published ${days} days ago`)
    return [
      warning(`published ${days} days ago`, 'Update the costspan packages, or set priceCatalog in costspan.yaml.'),
    ]
  },
}
