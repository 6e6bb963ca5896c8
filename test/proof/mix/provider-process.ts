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
  /** What was charged for answers that tell no usage. */
  readonly untold: ModelSum
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

/** @param modelsWithoutUsage models whose answers do not tell what they charge for */
export async function startProviderProcess(modelsWithoutUsage: readonly string[]): Promise<ProviderProcess> {
  const child = spawn(process.execPath, [fileURLToPath(MAIN)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [firstLine] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url } = JSON.parse(firstLine) as { url: string }
  return {
    url,
    async bill() {
      let text = await read(url)
      while (text.openRequests > 0) text = await read(url)
      const untold = text.lines.filter(({ model }) => modelsWithoutUsage.includes(model))
      const told = text.lines.filter(({ model }) => !modelsWithoutUsage.includes(model))
      const partial = told.filter((line) => line.partial)
      const wholeByModel = new Map<string, ModelSum>()
      for (const line of told) if (!line.partial) addCall(wholeByModel, line.model, BigInt(line.nanoUsd))
      return {
        totalNanoUsd: BigInt(text.totalNanoUsd),
        wholeByModel,
        partialNanoUsd: sumOf(partial),
        partialCalls: partial.length,
        untold: { calls: untold.length, nanoUsd: sumOf(untold) },
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

function sumOf(lines: BillText['lines']): bigint {
  return lines.reduce((sum, { nanoUsd }) => sum + BigInt(nanoUsd), 0n)
}

async function read(url: string): Promise<BillText> {
  return (await (await fetch(`${url}/_fake/bill`)).json()) as BillText
}
