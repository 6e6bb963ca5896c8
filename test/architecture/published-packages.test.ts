import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { manifestOf, PACKAGES, publishedPackages } from './package-manifest.ts'
import { filesMatching, ROOT } from './source-file.ts'

const run = promisify(execFile)

/** What may be in a published package. `src` is there for source maps. */
const PUBLISHABLE =
  /^(?:dist\/.+\.(?:js|d\.ts)(?:\.map)?|dist\/web\/.+\.(?:html|css|svg|woff2|txt)|src\/.+\.(?:ts|proto)|package\.json|README\.md|LICENSE|NOTICE|CHANGELOG\.md|costspan\.schema\.json)$/
const OF_TESTS = /\.test\.|(?:^|\/)(?:test|tests|fixtures|__\w+__)\//

const INSTALL_HOOKS = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'prepublish']

async function packedFiles(name: string): Promise<string[]> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', `./packages/${name}`]
  const { stdout } = await run('npm', args, { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 })
  const answer: unknown = JSON.parse(stdout)
  const [packed] = Object.values(answer as Record<string, { files: { path: string }[] }>)
  return packed?.files.map(({ path }) => path) ?? []
}

describe.each(publishedPackages())('@costspan/%s as it is published', (name) => {
  const manifest = manifestOf(name)

  it('contains what is needed and nothing else', async () => {
    const files = await packedFiles(name)
    expect(files.filter((path) => !PUBLISHABLE.test(path) || OF_TESTS.test(path))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']))
  })

  it('contains every file that its exports name', async () => {
    const files = new Set(await packedFiles(name))
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? target : Object.values(target),
    )
    expect(targets.map((target) => target.slice('./'.length)).filter((path) => !files.has(path))).toEqual([])
  })

  it('is public, with provenance', () => {
    expect(manifest).toMatchObject({
      name: `@costspan/${name}`,
      license: 'Apache-2.0',
      publishConfig: { access: 'public', provenance: true },
      repository: { directory: `packages/${name}` },
    })
  })
})

describe('the packages', () => {
  it('run nothing when they are installed', () => {
    const hooks = PACKAGES.flatMap((name) =>
      INSTALL_HOOKS.flatMap((hook) => (manifestOf(name).scripts?.[hook] === undefined ? [] : `${name}: ${hook}`)),
    )
    expect(hooks).toEqual([])
  })

  it('need one version of each other, which is their own', () => {
    const [first] = PACKAGES.map((name) => manifestOf(name).version)
    const versions = PACKAGES.flatMap((name) => {
      const { version, dependencies = {} } = manifestOf(name)
      const ours = Object.entries(dependencies).filter(([dependency]) => dependency.startsWith('@costspan/'))
      return [[name, version], ...ours]
    })
    expect(versions.filter(([, version]) => version !== first)).toEqual([])
  })

  it('ask for the same Node.js as the repository', () => {
    const root: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const engines = new Set(PACKAGES.map((name) => manifestOf(name).engines.node))
    expect(root).toMatchObject({ engines: { node: [...engines].join() } })
  })

  it('say the version of their package.json in telemetry', () => {
    const constants = filesMatching('packages/*/src/version.ts')
    expect(constants).toEqual(
      expect.arrayContaining(['packages/cost/src/version.ts', 'packages/instrumentation/src/version.ts']),
    )
    const stated = constants.map((path) => /VERSION = '(.+)'/.exec(readFileSync(join(ROOT, path), 'utf8'))?.[1])
    expect(new Set(stated)).toEqual(new Set([manifestOf('cost').version]))
  })

  it('carry the licence of the repository', () => {
    const licence = readFileSync(join(ROOT, 'LICENSE'), 'utf8')
    const different = PACKAGES.filter((name) => {
      const path = join(ROOT, 'packages', name, 'LICENSE')
      return !existsSync(path) || readFileSync(path, 'utf8') !== licence
    })
    expect(different).toEqual([])
  })
})

describe('the notice of @costspan/node', () => {
  it('names each package of others that its files contain, with its version', () => {
    const sources = globSync('packages/node/dist/**/*.js.map', { cwd: ROOT }).flatMap((path) => {
      const map = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as { readonly sources: readonly string[] }
      return map.sources.map((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? '')
    })
    const contained = [...new Set(sources)].filter((name) => name !== '').toSorted()
    const notice = readFileSync(join(ROOT, 'packages/node/NOTICE'), 'utf8')
    const named = [...notice.matchAll(/^- (\S+) (\S+)$/gm)].map(([, name = '', version]) => ({ name, version }))
    expect(named).toEqual(contained.map((name) => ({ name, version: versionOf(name) })))
  })
})

function versionOf(name: string): unknown {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))
  return (manifest as { readonly version: unknown }).version
}
