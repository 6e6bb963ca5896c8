import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SpenderTask } from './spender.ts'

/** What a process has done. */
export interface Spent {
  readonly admitted: number
  readonly spentNanoUsd: bigint
}

/** Starts a process that spends; `done` is told when it has. */
export function startSpender(task: SpenderTask): {
  readonly child: ChildProcess
  readonly done: Promise<Spent>
  readonly ended: Promise<unknown>
} {
  const args = [
    '--conditions=@costspan/source',
    '--no-warnings',
    join(import.meta.dirname, 'spender.ts'),
    JSON.stringify(task),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return { child, done: firstLine(child), ended: once(child, 'exit') }
}

async function firstLine(child: ChildProcess): Promise<Spent> {
  const lines = createInterface({ input: child.stdout ?? process.stdin })
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [undefined])])) as [string?]
  if (line === undefined) throw new Error('the process ended before it had spent')
  const { admitted, spentNanoUsd } = JSON.parse(line) as { admitted: number; spentNanoUsd: string }
  return { admitted, spentNanoUsd: BigInt(spentNanoUsd) }
}
