import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runGroup } from '../../../../packages/cli/src/init/run-group.ts'

const PROGRAM = `
  if (process.argv[1] === 'deaf') process.on('SIGTERM', () => undefined)
  setInterval(() => undefined, 1000)
  require('node:fs').writeFileSync('pid', String(process.pid))`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-group-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('asks a program to end, and waits until it has', async () => {
  const group = await started([process.execPath, '-e', PROGRAM], 60_000)
  expect([await group.end(), await group.ended]).toEqual(['asked', 'SIGTERM'])
})

it('kills a program that does not end when it is asked to', async () => {
  const group = await started([process.execPath, '-e', PROGRAM, 'deaf'], 100)
  expect([await group.end(), await group.ended]).toEqual(['killed', 'SIGKILL'])
})

it.skipIf(process.platform === 'win32')('kills what a shell has left behind', async () => {
  const group = await started(['sh', '-c', '"$0" -e "$1" deaf & wait', process.execPath, PROGRAM], 100)
  expect([await group.end(), await group.ended]).toEqual(['killed', 'SIGTERM'])
  await vi.waitFor(() => expect(isRunning(Number(readFileSync(join(folder, 'pid'), 'utf8')))).toBe(false))
})

it('has nothing to end where the program cannot be started', async () => {
  const group = runGroup([join(folder, 'missing')], { cwd: folder, env: process.env })
  expect([await group.ended, await group.end()]).toEqual([expect.stringContaining('ENOENT'), 'asked'])
})

async function started(
  command: readonly [string, ...string[]],
  graceMillis: number,
): Promise<ReturnType<typeof runGroup>> {
  const group = runGroup(command, { cwd: folder, env: process.env, graceMillis })
  await vi.waitFor(() => expect(existsSync(join(folder, 'pid'))).toBe(true), { timeout: 20_000 })
  return group
}

/** One that has ended and that nobody has asked about yet is a zombie, which runs no more. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
