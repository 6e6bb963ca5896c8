import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCostspan } from '../../../support/run-costspan.ts'

const FLAG = '--import @costspan/node/register'

describe('costspan init', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'costspan-init-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function project(manifest: object, files: Readonly<Record<string, string>> = {}): Promise<void> {
    await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 4)}\n`)
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  }

  async function proposal(): Promise<{ sdks: string[]; changes: { kind: string }[]; advice: string[] }> {
    const { stdout } = await runCostspan('init', folder, '--json')
    return JSON.parse(stdout) as Awaited<ReturnType<typeof proposal>>
  }

  it.each([
    ['node app.js', `node ${FLAG} app.js`],
    ['node --watch src/app.ts', `node ${FLAG} --watch src/app.ts`],
    ['tsx src/app.ts', `tsx ${FLAG} src/app.ts`],
    ['tsx watch src/app.ts', `tsx watch ${FLAG} src/app.ts`],
    ['tsc -b && node dist/app.js', `tsc -b && node ${FLAG} dist/app.js`],
    ['PORT=80 KEY="a b" node app.js', `PORT=80 KEY="a b" node ${FLAG} app.js`],
    ['cross-env PORT=80 node app.js', `cross-env PORT=80 node ${FLAG} app.js`],
    ['concurrently "node a.js" "node b.js"', `concurrently "node ${FLAG} a.js" "node ${FLAG} b.js"`],
  ])('rewrites the script %s', async (from, to) => {
    await project({ scripts: { start: from }, dependencies: { openai: '^7.0.0' } })
    const { changes } = await proposal()
    expect(changes.filter(({ kind }) => kind === 'script')).toEqual([{ kind: 'script', name: 'start', from, to }])
  })

  it.each(['next start', 'echo node', 'cp node app', `node ${FLAG} app.js`, 'node'])(
    'leaves the script %s',
    async (from) => {
      await project({ scripts: { start: from }, dependencies: { openai: '^7.0.0' } })
      const { changes } = await proposal()
      expect(changes.filter(({ kind }) => kind === 'script')).toEqual([])
    },
  )

  it('leaves scripts that build or test', async () => {
    await project({ scripts: { build: 'node build.js', test: 'node --test' }, dependencies: { openai: '^7.0.0' } })
    const { changes, advice } = await proposal()
    expect(changes.filter(({ kind }) => kind === 'script')).toEqual([])
    expect(advice).toEqual([expect.stringContaining('NODE_OPTIONS')])
  })

  it('installs with the package manager whose lockfile is there', async () => {
    await project(
      { scripts: { start: 'node app.js' }, dependencies: { '@anthropic-ai/sdk': '1' } },
      { 'pnpm-lock.yaml': '' },
    )
    const { sdks, changes } = await proposal()
    expect(sdks).toEqual(['@anthropic-ai/sdk'])
    expect(changes[0]).toEqual({
      kind: 'install',
      packages: ['@costspan/node'],
      command: ['pnpm', 'add', '@costspan/node'],
    })
  })

  it('gives Next.js an instrumentation file and leaves its scripts', async () => {
    await project(
      { scripts: { dev: 'next dev' }, dependencies: { next: '16', openai: '7' } },
      { 'tsconfig.json': '{}' },
    )
    const { changes } = await proposal()
    expect(changes).toMatchObject([
      { kind: 'install' },
      { kind: 'file', path: 'instrumentation.ts' },
      {
        kind: 'file',
        path: 'next.config.mjs',
        text: expect.stringContaining("serverExternalPackages: ['openai', '@costspan/node', '@costspan/cost']"),
      },
      { path: 'costspan.yaml' },
    ])
  })

  it('says what a configuration of Next.js that is there already lacks, and leaves it', async () => {
    await project(
      { scripts: { dev: 'next dev' }, dependencies: { next: '16', openai: '7', 'cohere-ai': '8' } },
      { 'next.config.ts': "export default { serverExternalPackages: ['openai'] }" },
    )
    const { changes, advice } = await proposal()
    expect(changes).not.toContainEqual(expect.objectContaining({ path: expect.stringContaining('next.config') }))
    expect(advice).toEqual([
      "next.config.ts is yours: add 'cohere-ai', '@costspan/node', '@costspan/cost' to its serverExternalPackages, or their calls are not seen.",
    ])
  })

  it('finds an SDK that only a framework has asked for', async () => {
    await project({ scripts: { start: 'node app.js' }, dependencies: { '@langchain/openai': '1' } })
    await mkdir(join(folder, 'node_modules/openai'), { recursive: true })
    await writeFile(join(folder, 'node_modules/openai/package.json'), '{}')
    expect((await proposal()).sdks).toEqual(['openai'])
  })

  it('says which scripts of an application stay as they are', async () => {
    const scripts = { start: 'node app.js', dev: 'nodemon -w src app.js', worker: 'npm run work', lint: 'eslint' }
    await project({ scripts, dependencies: { openai: '7' } })
    expect((await proposal()).advice).toEqual([
      'The script "dev" stays as it is (nodemon -w src app.js). It is metered with NODE_OPTIONS="--import @costspan/node/register" in its environment.',
    ])
  })

  it('explains what to add to an OpenTelemetry set-up that is there already', async () => {
    await project({ scripts: { start: 'node app.js' }, dependencies: { '@opentelemetry/sdk-node': '1', openai: '7' } })
    const { changes, advice } = await proposal()
    expect(changes).toMatchObject([
      { kind: 'install', packages: ['@costspan/cost', '@costspan/instrumentation'] },
      { kind: 'file', path: 'costspan.yaml' },
    ])
    expect(advice).toEqual([expect.stringMatching(/new CostSpanProcessor\(\).*registerModuleHooks\(\)/)])
  })

  it('makes the changes when told to, keeps the look of package.json, and has nothing to propose afterwards', async () => {
    await project({
      name: 'shop',
      scripts: { start: 'node app.js' },
      dependencies: { openai: '7', '@costspan/node': '0' },
    })
    expect(await runCostspan('init', folder, '--yes')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await readFile(join(folder, 'package.json'), 'utf8')).toContain(
      `    "scripts": {\n        "start": "node ${FLAG} app.js"`,
    )
    expect(await readFile(join(folder, 'costspan.yaml'), 'utf8')).toContain('serviceName: shop\n')
    expect(await proposal()).toEqual({ sdks: ['openai'], changes: [], advice: [] })
  })

  it('writes settings that an application takes, also for a name that YAML would read otherwise', async () => {
    await project({
      name: '@shop/true',
      scripts: { start: 'node app.js' },
      dependencies: { openai: '7', '@costspan/node': '0' },
    })
    await runCostspan('init', folder, '--yes')
    const { exitCode } = await runCostspan('price', 'gpt-4o', '--config', join(folder, 'costspan.yaml'))
    expect(exitCode).toBe(0)
  })

  it('changes nothing when nobody agrees', async () => {
    await project({ scripts: { start: 'node app.js' }, dependencies: { openai: '7', '@costspan/node': '0' } })
    expect(await runCostspan('init', folder)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--yes') })
    expect(await readFile(join(folder, 'package.json'), 'utf8')).not.toContain('@costspan/node/register')
  })

  it('leaves the installing to the user who asks for that, and says what to run', async () => {
    await project({ scripts: { start: 'node app.js' }, dependencies: { openai: '7' } })
    const { exitCode, stdout } = await runCostspan('init', folder, '--yes', '--no-install')
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('Run npm install @costspan/node.'),
    })
  })

  it('says that no SDK is there, and that there is no application', async () => {
    await project({ dependencies: { express: '5' } })
    expect(await runCostspan('init', folder)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('no LLM SDK'),
    })
    expect(await runCostspan('init', join(folder, 'elsewhere'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('expected the folder of a Node.js application'),
    })
  })
})
