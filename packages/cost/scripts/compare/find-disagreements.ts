import { compilePattern } from '../../src/prices/name-pattern.ts'
import type { PriceBook, TokenRateName } from '../../src/prices/price-row.ts'
import { rateOf } from '../../src/prices/rate-of.ts'
import type { StatedPrice } from './stated-price.ts'

/** A rate that we and somebody else state differently, in USD per million tokens. */
export interface Disagreement {
  readonly source: string
  readonly provider: string
  readonly model: string
  readonly rate: TokenRateName
  readonly ours: number
  readonly theirs: number
}

/** A disagreement that was looked into, kept in `prices/accepted-disagreements.json`. */
export interface AcceptedDisagreement {
  /** Who says otherwise; the version of a package is left out. */
  readonly source: string
  readonly provider: string
  /** The model, exact or with `*` for any text. */
  readonly model: string
  /** The rates; without it, all. */
  readonly rates?: readonly TokenRateName[]
  /** Why ours holds. */
  readonly reason: string
}

/** What a comparison found. */
export interface Comparison {
  /** Rates that both state alike. */
  readonly agreed: number
  readonly disagreements: readonly Disagreement[]
  readonly accepted: readonly Disagreement[]
  /** Entries of the accepted list that nothing matches any more. */
  readonly outdated: readonly AcceptedDisagreement[]
  /** Models that we have no price for, of providers that we know. */
  readonly unknown: readonly StatedPrice[]
}

/** Compares what others state with our own prices at a time. Providers that we do not list are left out. */
export function findDisagreements(
  stated: readonly StatedPrice[],
  book: PriceBook,
  acceptedList: readonly AcceptedDisagreement[],
  atMillis: number,
): Comparison {
  let agreed = 0
  const unknown: StatedPrice[] = []
  const all: Disagreement[] = []
  for (const price of stated) {
    const found = book.find({ provider: price.provider, model: price.model, atMillis, inputTokens: 0 })
    if (!found.priced) {
      if (found.reason === 'unknown_model') unknown.push(price)
      continue
    }
    for (const [name, theirs] of Object.entries(price.prices)) {
      const rate = name as TokenRateName
      const pico = rateOf(found.rates.tokens, rate)
      if (pico === undefined) continue
      const ours = Number(pico) / 1e6
      if (isAlike(ours, theirs)) agreed += 1
      else all.push({ source: price.source, provider: price.provider, model: price.model, rate, ours, theirs })
    }
  }
  const rules = acceptedList.map((rule) => ({ rule, matches: compilePattern(rule.model) }))
  const isAccepted = (each: Disagreement): boolean =>
    rules.some(({ rule, matches }) => covers(rule, each) && matches(each.model.toLowerCase()))
  return {
    agreed,
    disagreements: all.filter((each) => !isAccepted(each)),
    accepted: all.filter(isAccepted),
    outdated: rules
      .filter(({ rule, matches }) => !all.some((each) => covers(rule, each) && matches(each.model.toLowerCase())))
      .map(({ rule }) => rule),
    unknown,
  }
}

function covers(rule: AcceptedDisagreement, { source, provider, rate }: Disagreement): boolean {
  return source.startsWith(rule.source) && provider === rule.provider && (rule.rates?.includes(rate) ?? true)
}

/** Some lists round to cents: what is alike with as many decimals as theirs is no disagreement. */
function isAlike(ours: number, theirs: number): boolean {
  const decimals = Math.max(2, String(theirs).split('.')[1]?.length ?? 0)
  return Math.abs(ours - theirs) <= 0.5 * 10 ** -decimals + 1e-9
}
