import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path/posix'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { filesMatching, ROOT, sourceFiles } from './source-file.ts'

const MOST_LINES = 300
const GENERATED = /_pb\.ts$|\/prices\/data\//

/** Names that say nothing of what is in a file. */
const VAGUE = /^(?:utils?|helpers?|types?|common|misc|shared|constants|lib|base|core|main-?\d+|stuff)\.\w+$/

/** Folders of one machine, and hosts of package registries, have no place in a file that others use. */
const MACHINE = /(?:^|[\s"'`(=:@])\/(?:work|home|root|Users|tmp)\/\w|registry\.npmjs\.org|proxy\.golang\.org/m

/** Tools that take the default export of a module: settings of builds and tests, and reporters of Node.js. */
const DEFAULT_IS_ASKED = /\.config\.ts$|^packages\/testing\/src\/node-test\/reporter\.ts$/

const written = sourceFiles(
  'packages/*/{src,scripts}/**/*.ts',
  'packages/cli/web/**/*.ts',
  'test/**/*.{ts,mjs,cjs}',
  'examples/**/*.{ts,mjs}',
  'bench/**/*.{ts,mjs}',
).filter(({ path }) => !GENERATED.test(path))

describe('every source file', () => {
  it('has at most 300 lines', () => {
    const long = written.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    expect(long.filter(({ lines }) => lines > MOST_LINES)).toEqual([])
  })

  it('is named in kebab-case', () => {
    const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.(?:ts|mjs|cjs)$/
    expect(written.map(({ path }) => path).filter((path) => !kebab.test(basename(path)))).toEqual([])
  })

  it('exports by name, and lists what it exports', () => {
    const broken = written.flatMap(({ path, text }) => {
      const entries = parseSync(path, text).module.staticExports.flatMap((statement) => statement.entries)
      const stars = entries.filter(({ importName }) => importName.kind === 'AllButDefault')
      const defaults = entries.filter(({ exportName }) => exportName.kind === 'Default')
      return stars.length + (DEFAULT_IS_ASKED.test(path) ? 0 : defaults.length) > 0 ? path : []
    })
    expect(broken).toEqual([])
  })
})

describe('the files of packages, examples and benchmarks', () => {
  it('have a name that says what they are', () => {
    const paths = written.map(({ path }) => path).filter((path) => !path.startsWith('test/'))
    expect(paths.filter((path) => VAGUE.test(basename(path)))).toEqual([])
  })
})

describe('the repository', () => {
  it('names no folder of one machine and no host of a registry', () => {
    const texts = filesMatching(
      '*.{json,md,ts,yml,yaml}',
      '{.ci,.changeset,.github}/**/*',
      '{packages,test,examples,bench,collector-config}/**/*.{ts,mjs,cjs,json,jsonl,md,yaml,yml,html,txt,proto}',
    )
    const found = texts.flatMap((path) => {
      const match = MACHINE.exec(readFileSync(join(ROOT, path), 'utf8'))?.[0]
      return match === undefined ? [] : `${path}: ${match.trim()}`
    })
    expect(found).toEqual([])
  })
})
