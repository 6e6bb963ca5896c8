import { isForFeature, type Rung, rungAmount } from './rung.ts'

/** Where calls of a feature end: at the lowest rung that refuses them, at a reserve that is kept, or at the limit. */
export interface StrictestRung {
  readonly action: 'disable' | 'deny' | 'reserve'
  readonly amountOf: (limit: bigint) => bigint
}

/** A ladder without a rung that denies ends at the limit all the same: a limit is one. */
export function strictestRung(ladder: readonly Rung[], feature: string | undefined): StrictestRung {
  const refusing = ladder.find((rung) => isRefusing(rung) && isForFeature(rung, feature))
  const action = refusing?.action === 'disable' ? 'disable' : 'deny'
  if (refusing === undefined || (action === 'disable' && refusing.atPercent >= 100)) return AT_LIMIT
  return { action, amountOf: (limit) => rungAmount(limit, refusing.atPercent) }
}

const AT_LIMIT: StrictestRung = { action: 'deny', amountOf: (limit) => limit }

function isRefusing({ action }: Rung): boolean {
  return action === 'disable' || action === 'deny'
}
