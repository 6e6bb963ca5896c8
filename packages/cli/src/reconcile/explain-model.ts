import { addTo, magnitude, type NanoByClass, type TokensByClass, totalNano } from './amounts.ts'
import type { BilledModel } from './billed-days.ts'
import { emptyTier, type MeteredModel } from './daily-usage.ts'
import type { OtherTier } from './other-tier.ts'
import type { OurRates } from './our-rates.ts'
import { nonZero, type Residual } from './residual.ts'
import { volumeReason } from './split-volume.ts'
import { type BilledClass, TOKEN_CLASSES, type TokenClass } from './statements/statement.ts'

/** A model on a day, on both sides. */
export interface ModelDay {
  readonly day: string
  readonly model: string
  readonly metered: MeteredModel
  readonly billed: BilledModel
  /** Whether the ledger has anything of the provider on that day. */
  readonly dayIsMetered: boolean
  /** Tokens that came in from the days beside this one, by tier and class. */
  readonly straddled: (tier: string, tokenClass: TokenClass) => number
  readonly rates: OurRates
  /** The tier that an amount shows, for statements that do not tell it. */
  readonly otherTier: OtherTier
  readonly tellsTiers: boolean
}

/** Providers round what they sum, some of them in doubles: so much, and so small a share of an amount, is no price. */
const ROUNDING_NANO_USD = 10n
const ROUNDING_SHARE = 2_000n

/**
 * Explains the difference of a model on a day, one step after the other: what straddled midnight, then other amounts of tokens,
 * then other tiers, each at our rates; what is left is the price. The steps add up to the difference exactly.
 */
export function explainModel(of: ModelDay): readonly Residual[] {
  const { billed, metered } = of
  const ours = totalsOf(metered)
  const difference = billedNano(billed) - totalNano(ours.nanoUsd)
  if (billed.tiers.size === 0) return nonZero(amountsAlone(of, difference))
  const residuals: Residual[] = []
  for (const tokenClass of TOKEN_CLASSES) residuals.push(...classResiduals(of, tokenClass, ours))
  residuals.push(...otherClasses(of, ours.nanoUsd))
  const told = residuals.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)
  residuals.push(priceResidual(of, difference - told, undefined))
  return nonZero(withDark(of.tellsTiers ? residuals : withTier(of, residuals), ours.atRiskNanoUsd))
}

/** What is billed of a model, by class and as a whole. */
export function billedNano({ nanoUsd, wholeNanoUsd }: BilledModel): bigint {
  return totalNano(nanoUsd) + wholeNanoUsd
}

/** A model's tiers on one day, added up. */
export function totalsOf(metered: MeteredModel): {
  readonly calls: number
  readonly unpricedCalls: number
  readonly tokens: TokensByClass
  readonly nanoUsd: NanoByClass
  readonly atRiskNanoUsd: bigint
} {
  const sum = emptyTier()
  for (const tier of metered.values()) {
    sum.calls += tier.calls
    sum.unpricedCalls += tier.unpricedCalls
    sum.atRiskNanoUsd += tier.atRiskNanoUsd
    for (const name of TOKEN_CLASSES) sum.tokens[name] = (sum.tokens[name] ?? 0) + (tier.tokens[name] ?? 0)
    for (const [name, nanoUsd] of Object.entries(tier.nanoUsd)) addTo(sum.nanoUsd, name as BilledClass, nanoUsd)
  }
  return sum
}

function classResiduals(of: ModelDay, tokenClass: TokenClass, ours: ReturnType<typeof totalsOf>): readonly Residual[] {
  const { billed, metered, rates, day, model, straddled } = of
  const tiers = [...new Set([...metered.keys(), ...billed.tiers.keys()])]
  const at = (tier: string, tokens: number): bigint | undefined =>
    rates({ day, model, tier, tokenClass, metered: metered.get(tier) }, tokens)
  const atAnyRate = (tier: string, tokens: number): bigint => at(tier, tokens) ?? at('', tokens) ?? 0n

  const boundary = tiers.reduce((sum, tier) => sum + atAnyRate(tier, straddled(tier, tokenClass)), 0n)
  const boundaryTokens = tiers.reduce((sum, tier) => sum + straddled(tier, tokenClass), 0)
  const meteredTokens = (ours.tokens[tokenClass] ?? 0) + boundaryTokens
  const billedTokens = tiers.reduce((sum, tier) => sum + (billed.tiers.get(tier)?.[tokenClass] ?? 0), 0)
  const meteredNano = (ours.nanoUsd[tokenClass] ?? 0n) + boundary
  const theirsAtOurRates = tiers.reduce(
    (sum, tier) => sum + atAnyRate(tier, billed.tiers.get(tier)?.[tokenClass] ?? 0),
    0n,
  )
  // More of the same mix of tiers, as far as we have one; a class that we have none of comes at the tiers of the bill.
  const atOurMix =
    meteredTokens > 0 && meteredNano > 0n
      ? (2n * meteredNano * BigInt(billedTokens) + BigInt(meteredTokens)) / (2n * BigInt(meteredTokens))
      : theirsAtOurRates + (meteredTokens > 0 ? 0n : meteredNano)
  const isSame = meteredTokens === billedTokens || (meteredTokens > 0 && meteredNano === 0n)
  const volume = isSame ? 0n : atOurMix - meteredNano
  const tierNano = theirsAtOurRates - meteredNano - volume
  const volumes = {
    ...of,
    metered: { ...ours.tokens, [tokenClass]: meteredTokens },
    billed: billedTokensOf(billed),
    calls: ours.calls,
    requests: billed.requests,
  }
  const told = billed.nanoUsd[tokenClass]
  return [
    { kind: 'boundary', cause: 'other_day', billedClass: tokenClass, nanoUsd: boundary },
    { ...volumeReason(tokenClass, volumes), billedClass: tokenClass, nanoUsd: volume },
    tierResidual(of, tokenClass, tierNano, ours.unpricedCalls),
    ...(told === undefined ? [] : [priceResidual(of, told - theirsAtOurRates, tokenClass)]),
  ]
}

function tierResidual(of: ModelDay, billedClass: TokenClass, nanoUsd: bigint, unpricedCalls: number): Residual {
  if (magnitude(nanoUsd) <= ROUNDING_NANO_USD) return { kind: 'rounding', billedClass, nanoUsd }
  // Without a price of ours, what the tokens cost is not a matter of tiers.
  if (unpricedCalls > 0) return { kind: 'price', cause: 'unpriced', billedClass, nanoUsd }
  const billedTiers = [...of.billed.tiers.keys()].filter(
    (tier) => of.metered.get(tier)?.tokens[billedClass] === undefined,
  )
  const names = billedTiers.map((tier) => tier || 'standard').join(', ')
  return { kind: 'tier', cause: 'other_tier', billedClass, nanoUsd, detail: names === '' ? undefined : names }
}

function billedTokensOf({ tiers }: BilledModel): TokensByClass {
  const sum: TokensByClass = {}
  for (const tier of tiers.values()) {
    for (const name of TOKEN_CLASSES) sum[name] = (sum[name] ?? 0) + (tier[name] ?? 0)
  }
  return sum
}

function priceResidual({ billed, metered }: ModelDay, nanoUsd: bigint, billedClass: BilledClass | undefined): Residual {
  const total = billedClass === undefined ? billedNano(billed) : (billed.nanoUsd[billedClass] ?? 0n)
  const tolerance = magnitude(total) / ROUNDING_SHARE + ROUNDING_NANO_USD
  if (magnitude(nanoUsd) <= tolerance) return { kind: 'rounding', billedClass, nanoUsd }
  const unpriced = [...metered.values()].some(({ unpricedCalls }) => unpricedCalls > 0)
  return { kind: 'price', cause: unpriced ? 'unpriced' : 'other_rate', billedClass, nanoUsd }
}

/** What is compared by amounts alone. Where a statement tells one amount for all, they are in it. */
function otherClasses({ billed, dayIsMetered }: ModelDay, ours: NanoByClass): readonly Residual[] {
  if (Object.keys(billed.nanoUsd).length === 0) return []
  return (['audio', 'image', 'tool', 'request'] as const).map((billedClass) => {
    const [theirs = 0n, metered = 0n] = [billed.nanoUsd[billedClass], ours[billedClass]]
    const kind = metered === 0n ? 'coverage' : 'quantity'
    const cause = metered === 0n ? (dayIsMetered ? 'missing_calls' : 'missing_day') : undefined
    return { kind, cause, billedClass, nanoUsd: theirs - metered }
  })
}

/** Where all is billed at the ratio of another tier, its price residuals are that tier's. */
function withTier({ day, model, billed, otherTier }: ModelDay, residuals: readonly Residual[]): readonly Residual[] {
  const billedNanoUsd = billedNano(billed)
  const price = residuals.reduce((sum, { kind, nanoUsd }) => (kind === 'price' ? sum + nanoUsd : sum), 0n)
  const detail = otherTier({ day, model, billedNanoUsd, ourNanoUsd: billedNanoUsd - price })
  if (detail === undefined) return residuals
  return residuals.map((each) =>
    each.kind === 'price' ? { ...each, kind: 'tier', cause: 'other_tier', detail } : each,
  )
}

function amountsAlone(of: ModelDay, nanoUsd: bigint): readonly Residual[] {
  const { metered, dayIsMetered, billed, day, model } = of
  const { atRiskNanoUsd, calls } = totalsOf(metered)
  if (calls === 0) {
    const cause = dayIsMetered ? 'missing_model' : 'missing_day'
    return withDark([{ kind: 'coverage', cause, nanoUsd }], atRiskNanoUsd)
  }
  if (magnitude(nanoUsd) <= magnitude(billedNano(billed)) / ROUNDING_SHARE) return [{ kind: 'rounding', nanoUsd }]
  const billedNanoUsd = billedNano(billed)
  const detail = of.otherTier({ day, model, billedNanoUsd, ourNanoUsd: billedNanoUsd - nanoUsd })
  if (detail !== undefined) return [{ kind: 'tier', cause: 'other_tier', nanoUsd, detail }]
  return withDark([{ kind: 'unexplained', nanoUsd }], atRiskNanoUsd)
}

/** Of what we missed, as much as unobserved attempts may have cost is theirs. */
function withDark(residuals: readonly Residual[], atRiskNanoUsd: bigint): readonly Residual[] {
  let left = atRiskNanoUsd
  const dark: Residual[] = []
  const rest = residuals.map((residual) => {
    const missed = residual.kind === 'coverage' || residual.kind === 'unexplained'
    if (!missed || residual.nanoUsd <= 0n || left === 0n) return residual
    const nanoUsd = residual.nanoUsd < left ? residual.nanoUsd : left
    left -= nanoUsd
    dark.push({ kind: 'dark', billedClass: residual.billedClass, nanoUsd })
    return { ...residual, nanoUsd: residual.nanoUsd - nanoUsd }
  })
  return [...dark, ...rest]
}
