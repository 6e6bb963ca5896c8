/** `npm run torture [-- adapter.ts]`: the cases as a table, and exit code 1 when one of them fails. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TortureAdapter } from './adapter.ts'
import { runTorture } from './run-torture.ts'

const file = process.argv[2] ?? new URL('costspan-adapter.ts', import.meta.url).pathname
const { adapter } = (await import(pathToFileURL(resolve(file)).href)) as { readonly adapter: TortureAdapter }

console.log(`# ${adapter.name}\n\n| | case | through | expected | found | |\n|---|---|---|---|---|---|`)
let failures = 0
for (const { torture, results } of await runTorture(adapter)) {
  for (const { through = '', passed, found } of results) {
    if (!passed) failures++
    console.log(
      `| ${torture.id} | ${torture.what} | ${through} | ${torture.expected} | ${found} | ${passed ? 'passed' : 'FAILED'} |`,
    )
  }
}
process.exitCode = failures === 0 ? 0 : 1
