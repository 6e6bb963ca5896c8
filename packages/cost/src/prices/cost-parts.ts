import { roundToNanoUsd } from '../money/nano-usd.ts'
import { COST_CLASSES, type CostClass } from './cost-class.ts'

/** Amounts by class, for the classes that a call used. */
export type CostParts = Readonly<Partial<Record<CostClass, bigint>>>

/** A call rounded to nano-USD, and its parts, which sum to it. */
interface RoundedCost {
  readonly nanoUsd: bigint
  readonly parts: CostParts
}

/**
 * Rounds a call once, from pico-USD to nano-USD, and its parts so that they sum to it: each part is cut, and what is then
 * missing from the total goes to the parts that lost most, one nano-USD each (the method of largest remainders).
 */
export function roundParts(picoUsd: CostParts): RoundedCost {
  const parts: Partial<Record<CostClass, bigint>> = {}
  let totalPico = 0n
  let cut = 0n
  for (const costClass in picoUsd) {
    const pico = picoUsd[costClass as CostClass]
    if (pico === undefined) continue
    const nano = pico / 1_000n
    parts[costClass as CostClass] = nano
    totalPico += pico
    cut += nano
  }
  const nanoUsd = roundToNanoUsd(totalPico)
  if (nanoUsd !== cut) {
    giveOut(Number(nanoUsd - cut), parts, (costClass) => Number((picoUsd[costClass] ?? 0n) % 1_000n))
  }
  return { nanoUsd, parts }
}

/** The same for amounts whose sum is a safe integer, so that each step is exact; numbers take a quarter of the time. */
export function roundSafeParts(picoUsd: Partial<Record<CostClass, number>>, totalPico: number): RoundedCost {
  const parts: Partial<Record<CostClass, bigint>> = {}
  let cut = 0
  for (const costClass in picoUsd) {
    const nano = cutToNano(picoUsd[costClass as CostClass] ?? 0)
    parts[costClass as CostClass] = BigInt(nano)
    cut += nano
  }
  const nano = cutToNano(totalPico + 500)
  if (nano !== cut) giveOut(nano - cut, parts, (costClass) => (picoUsd[costClass] ?? 0) % 1_000)
  return { nanoUsd: BigInt(nano), parts }
}

/** A remainder is exact, and so is the division of what is then a multiple; to divide first and cut then would not be. */
function cutToNano(pico: number): number {
  return (pico - (pico % 1_000)) / 1_000
}

/** There are never more nano-USD to give than parts that lost something: each of those lost less than one. */
function giveOut(
  count: number,
  parts: Partial<Record<CostClass, bigint>>,
  lost: (costClass: CostClass) => number,
): void {
  const byLoss = COST_CLASSES.filter((costClass) => lost(costClass) > 0).toSorted((a, b) => lost(b) - lost(a))
  for (const costClass of byLoss.slice(0, count)) parts[costClass] = (parts[costClass] ?? 0n) + 1n
}
