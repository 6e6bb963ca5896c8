/** One series of an answer: its labels, and its value now. */
export interface PromSample {
  readonly metric: Readonly<Record<string, string>>
  readonly value: number
}

/** Asks Prometheus for the value of an expression now; throws with its words when it refuses the expression. */
export async function askPrometheus(prometheusUrl: string, query: string): Promise<PromSample[]> {
  const response = await fetch(`${prometheusUrl}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query }),
  })
  const { data, error } = (await response.json()) as {
    data?: { resultType: string; result: { metric: Record<string, string>; value: [number, string] }[] }
    error?: string
  }
  if (data === undefined) throw new Error(`${error}: ${query}`)
  return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }))
}

/** The sum over an expression in nano-USD, where each series was rounded for itself. */
export async function nanoUsd(prometheusUrl: string, query: string): Promise<bigint> {
  const samples = await askPrometheus(prometheusUrl, query)
  return samples.reduce((sum, { value }) => sum + BigInt(Math.round(value * 1e9)), 0n)
}
