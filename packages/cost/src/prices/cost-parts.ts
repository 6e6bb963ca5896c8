import { roundToNanoUsd } from '../money/nano-usd.ts'
import { COST_CLASSES, type CostClass } from './cost-class.ts'

/** Amounts by class, for the classes that a call used. */
export type CostParts = Readonly<Partial<Record<CostClass, bigint>>>

/**
 * Rounds a call once, from pico-USD to nano-USD, and its parts so that they sum to it: each part is cut, and what is then
 * missing from the total goes to the parts that lost most, one nano-USD each (the method of largest remainders).
 */
export function roundParts(picoUsd: CostParts): { readonly nanoUsd: bigint; readonly parts: CostParts } {
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
  if (nanoUsd !== cut) giveOut(Number(nanoUsd - cut), picoUsd, parts)
  return { nanoUsd, parts }
}

/** There are never more nano-USD to give than parts that lost something: each of those lost less than one. */
function giveOut(count: number, picoUsd: CostParts, parts: Partial<Record<CostClass, bigint>>): void {
  const lost = (costClass: CostClass): number => Number((picoUsd[costClass] ?? 0n) % 1_000n)
  const byLoss = COST_CLASSES.filter((costClass) => lost(costClass) > 0).toSorted((a, b) => lost(b) - lost(a))
  for (const costClass of byLoss.slice(0, count)) parts[costClass] = (parts[costClass] ?? 0n) + 1n
}
