import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Runs a script of this folder in a process of its own, and gives what it sends before it ends. */
export function measureInChild<Figures>(
  script: string,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): Promise<Figures> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  return new Promise((resolve, reject) => {
    const child = fork(path, args, {
      execArgv: ['--expose-gc', ...nodeOptions],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let figures: { readonly sent: Figures } | undefined
    let complaints = ''
    child.stderr?.on('data', (text: Buffer) => {
      complaints += text.toString()
    })
    child.on('message', (sent) => {
      figures = { sent: sent as Figures }
    })
    child.on('exit', (code) => {
      if (figures !== undefined) resolve(figures.sent)
      else reject(new Error(`${script} ${args.join(' ')} ended with ${code}: ${complaints.slice(0, 2_000)}`))
    })
  })
}
