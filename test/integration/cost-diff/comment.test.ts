import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openLedger } from '@costspan/cli'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const run = promisify(execFile)
const ACTION = new URL('../../../.github/actions/cost-diff/', import.meta.url)
const COSTSPAN = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url))

/** Stands for GitHub's own command: notes what it is asked, and lists the comments that are there. */
const GH = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$ASKED"
case "$*" in
  *--jq*) printf '%s' "$EARLIER" ;;
  *) for word in "$@"; do case "$word" in body=@*) cp "\${word#body=@}" "$COMMENT" ;; esac; done ;;
esac
`

describe('the action that comments on pull requests', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'costspan-action-'))
    await writeFile(join(folder, 'gh'), GH)
    await chmod(join(folder, 'gh'), 0o755)
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function comment(nanoUsd: string, env: Readonly<Record<string, string>> = {}) {
    const sites = (amount: string): object[] => [
      { feature: 'search', operation: 'chat', models: ['gpt-4o'], calls: 1, nanoUsd: amount },
    ]
    for (const [name, amount] of [
      ['before.json', '1000'],
      ['after.json', nanoUsd],
    ] as const) {
      const tests = [{ file: 'a.test.ts', name: 'asks', sites: sites(amount) }]
      await writeFile(join(folder, name), JSON.stringify({ version: 1, tests }))
    }
    const ended = await run(fileURLToPath(new URL('comment.sh', ACTION)), {
      cwd: folder,
      env: {
        PATH: `${folder}${delimiter}${process.env['PATH']}`,
        ASKED: join(folder, 'asked'),
        COMMENT: join(folder, 'comment'),
        COSTSPAN: `${process.execPath} --conditions=@costspan/source ${COSTSPAN}`,
        BEFORE: 'before.json',
        AFTER: 'after.json',
        DAYS: '30',
        LEDGER: '',
        FAIL_ABOVE: '',
        EARLIER: '',
        VERSION: '0',
        REPOSITORY: 'acme/shop',
        PULL_REQUEST: '7',
        ...env,
      },
    }).then(
      () => ({ code: 0 }),
      (error: { readonly code: number }) => error,
    )
    const read = (name: string): Promise<string | undefined> =>
      readFile(join(folder, name), 'utf8').catch(() => undefined)
    return { code: ended.code, asked: await read('asked'), comment: await read('comment') }
  }

  it('writes a comment', async () => {
    const { code, asked, comment: written } = await comment('2000')
    expect({ code, asked: asked?.split('\n')[1] }).toEqual({
      code: 0,
      asked: expect.stringMatching(/^api --method POST repos\/acme\/shop\/issues\/7\/comments --field body=@/),
    })
    expect(written).toContain('### LLM cost: changes, of places that production has not called yet')
  })

  it('replaces the comment that an earlier run wrote', async () => {
    const { asked } = await comment('2000', { EARLIER: '42\n' })
    expect(asked?.split('\n')[1]).toContain('--method PATCH repos/acme/shop/issues/comments/42')
  })

  it('fails with a comment when nobody can tell what a change costs, unless that may pass', async () => {
    const ledger = join(folder, 'production.duckdb')
    await (await openLedger(ledger)).close()
    const limit = { LEDGER: ledger, FAIL_ABOVE: '$500' }
    expect(await comment('2000', limit)).toMatchObject({ code: 3, comment: expect.stringContaining('LLM cost') })
    expect(await comment('2000', { ...limit, ALLOW_UNKNOWN: 'true' })).toMatchObject({ code: 0 })
  })

  it('fails without a comment where there is nothing to compare', async () => {
    const { code, asked } = await comment('2000', { AFTER: 'missing.json' })
    expect({ code, asked }).toEqual({ code: 2, asked: undefined })
  })

  it('hands every input over as a variable, so that none is read as a command', async () => {
    const { inputs, runs } = parse(await readFile(new URL('action.yml', ACTION), 'utf8'))
    const [{ env, run: command }] = runs.steps
    expect(Object.keys(inputs).filter((name) => !Object.values(env).includes(`\${{ inputs.${name} }}`))).toEqual([])
    expect(command).toBe('${{ github.action_path }}/comment.sh')
  })
})
