import { prometheusSamples } from '../prometheus-samples.ts'

/** All spend on a page of Prometheus, in nano-USD; of the part with some labels, if any are given. */
export function spentNanoUsd(page: string, labels: Readonly<Record<string, string>> = {}): bigint {
  const samples = prometheusSamples(page).filter(
    (sample) =>
      sample.name === 'costspan_cost_USD_total' &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )
  return samples.reduce((sum, { value }) => sum + BigInt(Math.round(value * 1e9)), 0n)
}
