import { do_not_optimize, measure } from 'mitata'

/** Nanoseconds of one step, as mitata measures them. */
export interface StepFigures {
  readonly title: string
  readonly median: number
  readonly min: number
  readonly max: number
}

/** Measures each step with mitata, one after the other, in an order that is repeated backwards to show drift. */
export async function measureAll(steps: Readonly<Record<string, () => unknown>>): Promise<StepFigures[]> {
  const titles = Object.keys(steps)
  const medians = new Map<string, number[]>()
  for (const order of [titles, titles.toReversed(), titles]) {
    for (const title of order) {
      const step = steps[title]
      if (step === undefined) continue
      const { p50 } = await measure(() => do_not_optimize(step()), { min_cpu_time: 200e6 })
      medians.set(title, [...(medians.get(title) ?? []), p50])
    }
  }
  return titles.map((title) => {
    const [min = NaN, median = NaN, max = NaN] = (medians.get(title) ?? []).toSorted((one, other) => one - other)
    return { title, min, median, max }
  })
}
