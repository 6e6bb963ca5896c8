import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A fake provider in a process of its own, so that it and its clients do not share one processor. */
export interface ProviderProcess {
  readonly url: string
  /** The bill, when nothing is being answered any more. */
  readonly bill: () => Promise<ProviderBill>
  readonly end: () => Promise<void>
}

export interface ProviderBill {
  readonly totalNanoUsd: bigint
  /** What was charged for answers that arrived whole, by the model that gave them. */
  readonly wholeByModel: ReadonlyMap<string, ModelSum>
  /** What was charged for answers that broke off. */
  readonly partialNanoUsd: bigint
  readonly partialCalls: number
  readonly unpriced: readonly unknown[]
}

/** Calls of one model, and what they cost. */
export interface ModelSum {
  readonly calls: number
  readonly nanoUsd: bigint
}

/** The sums with one call more. */
export function addCall(sums: Map<string, ModelSum>, model: string, nanoUsd: bigint): void {
  const sum = sums.get(model) ?? { calls: 0, nanoUsd: 0n }
  sums.set(model, { calls: sum.calls + 1, nanoUsd: sum.nanoUsd + nanoUsd })
}

/** A bill as it is sent: amounts are text. */
interface BillText {
  readonly totalNanoUsd: string
  readonly lines: readonly { readonly model: string; readonly nanoUsd: string; readonly partial: boolean }[]
  readonly unpriced: readonly unknown[]
  readonly openRequests: number
}

const MAIN = new URL('../../fake-provider/src/main.ts', import.meta.url)

export async function startProviderProcess(): Promise<ProviderProcess> {
  const child = spawn(process.execPath, [fileURLToPath(MAIN)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [firstLine] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url } = JSON.parse(firstLine) as { url: string }
  return {
    url,
    async bill() {
      let text = await read(url)
      while (text.openRequests > 0) text = await read(url)
      const partial = text.lines.filter((line) => line.partial)
      const wholeByModel = new Map<string, ModelSum>()
      for (const line of text.lines) if (!line.partial) addCall(wholeByModel, line.model, BigInt(line.nanoUsd))
      return {
        totalNanoUsd: BigInt(text.totalNanoUsd),
        wholeByModel,
        partialNanoUsd: partial.reduce((sum, line) => sum + BigInt(line.nanoUsd), 0n),
        partialCalls: partial.length,
        unpriced: text.unpriced,
      }
    },
    async end() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

async function read(url: string): Promise<BillText> {
  return (await (await fetch(`${url}/_fake/bill`)).json()) as BillText
}
