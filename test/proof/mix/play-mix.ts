import { type SeededRandom, seededRandom } from '../../../examples/demo/traffic/seeded-random.ts'
import type { MixedCall } from './mixed-provider.ts'

/** How many callers work at the same time. Each has random numbers of its own, so that their order of arrival is no matter. */
const CALLERS = 24

/** Makes `count` calls, drawn by weight; the same ones for the same seed. Resolves with how often each was made. */
export async function playMix(
  calls: readonly MixedCall[],
  count: number,
  seed: number,
): Promise<ReadonlyMap<string, number>> {
  const made = new Map<string, number>()
  const caller = async (index: number): Promise<void> => {
    const random = seededRandom(seed + index)
    for (let turn = index; turn < count; turn += CALLERS) {
      const call = draw(calls, random)
      made.set(call.name, (made.get(call.name) ?? 0) + 1)
      try {
        await call.run(random)
      } catch {
        // Refusals and broken streams are part of the mix; the bill says whether they cost something.
      }
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(index)))
  return made
}

function draw(calls: readonly MixedCall[], random: SeededRandom): MixedCall {
  const total = calls.reduce((sum, { weight }) => sum + weight, 0)
  let left = random.between(1, total)
  for (const call of calls) {
    left -= call.weight
    if (left <= 0) return call
  }
  throw new Error('there are no calls to draw from')
}
