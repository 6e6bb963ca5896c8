import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { manifestOf } from './package-manifest.ts'
import { ROOT } from './source-file.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Job {
  readonly 'timeout-minutes'?: number
  readonly permissions?: Readonly<Record<string, string>>
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> }
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const paths = globSync('.github/workflows/*.yml', { cwd: ROOT })

function read(path: string): { text: string; workflow: Workflow } {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const document = parseDocument(text)
  expect([...document.errors, ...document.warnings]).toEqual([])
  return { text, workflow: document.toJS() as Workflow }
}

describe.each(paths)('%s', (path) => {
  const { text, workflow } = read(path)
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)

  it('pins each action to a commit, and says which version that is', () => {
    const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line))
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
    expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length)
  })

  it('may only read unless a job says what else, and ends some time', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(Object.values(workflow.jobs).filter((job) => !(Number(job['timeout-minutes']) <= 60))).toEqual([])
  })

  it('runs no command that is made of what strangers write', () => {
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([])
  })
})

describe('the workflows', () => {
  it('try each Node.js that the packages say they run on, the oldest first', () => {
    const { workflow } = read('.github/workflows/ci.yml')
    const versions = workflow.jobs['consumers']?.strategy?.matrix['node']
    expect(versions).toEqual([manifestOf('node').engines.node.replace('>=', ''), '24', '26'])
  })

  it('publish with provenance, a bill of materials and no stored token', () => {
    const { text, workflow } = read('.github/workflows/release.yml')
    const { permissions, steps = [] } = workflow.jobs['release'] ?? {}
    expect(permissions?.['id-token']).toBe('write')
    expect(steps.at(-1)?.env).toEqual({ GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}', NPM_CONFIG_PROVENANCE: 'true' })
    expect(text.match(/secrets\.\w+/g)).toEqual(['secrets.GITHUB_TOKEN'])
    expect(steps.map(({ run }) => run)).toContain('bash .ci/sbom.sh sbom.cdx.json')
  })
})
