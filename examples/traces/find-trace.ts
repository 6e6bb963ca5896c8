import { setTimeout as sleep } from 'node:timers/promises'

/** A trace as Jaeger has it, and what its calls cost together. */
export interface FoundTrace {
  readonly traceId: string
  readonly nanoUsd: bigint
}

/** Asks Jaeger for the trace of the example, until it is there: spans are gathered and sampled on their way. */
export async function findTrace(jaegerUrl: string): Promise<FoundTrace> {
  for (let tries = 0; tries < 120; tries++) {
    const found = await ask(jaegerUrl)
    if (found !== undefined) return found
    await sleep(500)
  }
  throw new Error('Jaeger has no trace of the example after a minute')
}

interface JaegerTrace {
  readonly traceID: string
  readonly spans: readonly { readonly tags: readonly { readonly key: string; readonly value: unknown }[] }[]
}

async function ask(jaegerUrl: string): Promise<FoundTrace | undefined> {
  const response = await fetch(`${jaegerUrl}/api/traces?service=traces-example&limit=1`)
  const { data } = (await response.json()) as { readonly data: readonly JaegerTrace[] | null }
  const [trace] = data ?? []
  if (trace === undefined) return undefined
  const costs = trace.spans.flatMap(({ tags }) => tags.filter(({ key }) => key === 'costspan.cost.nano_usd'))
  if (costs.length < 3) return undefined
  return { traceId: trace.traceID, nanoUsd: costs.reduce((sum, { value }) => sum + BigInt(String(value)), 0n) }
}
