import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@costspan/node/config'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { runCostspan } from '../support/run-costspan.ts'
import { codeBlocks } from './code-blocks.ts'

const blocks = codeBlocks()

describe('the code in the pages', () => {
  const typescript = blocks.filter(({ language }) => ['ts', 'js', 'mjs'].includes(language))

  it.each(typescript)('is code that parses: $at', ({ text }) => {
    // A page may show the inside of a function.
    expect(parseSync('block.ts', `async () => {${withoutImports(text)}}`).errors).toEqual([])
  })

  const imports = typescript.flatMap(({ at, text }) =>
    parseSync('block.ts', importsOf(text)).module.staticImports.flatMap(({ moduleRequest, entries }) =>
      moduleRequest.value.startsWith('@costspan/')
        ? entries
            .filter(({ isType }) => !isType)
            .map(({ importName }) => ({ at, module: moduleRequest.value, name: importName.name ?? '' }))
        : [],
    ),
  )

  it.each(imports)('imports what there is: $name of $module in $at', async ({ module, name }) => {
    const exported = (await import(module)) as object
    expect(Object.keys(exported)).toContain(name)
  })
})

function importsOf(text: string): string {
  return text.match(IMPORT)?.join('\n') ?? ''
}

function withoutImports(text: string): string {
  return text
    .replaceAll(IMPORT, '')
    .replaceAll(/^export default /gm, '')
    .replaceAll(/^export (?=async|function|const)/gm, '')
}

const IMPORT = /^import [^]*?(?:from )?'[^']+'$/gm

describe('the settings in the pages', () => {
  const known = new Set(Object.keys(settingsSchema()))
  const settings = blocks.filter(({ language, text }) => {
    const value: unknown = language === 'yaml' ? parse(text) : undefined
    return typeof value === 'object' && value !== null && Object.keys(value).some((key) => known.has(key))
  })

  it.each(settings)('are taken by an application: $at', ({ text }) => {
    const folder = mkdtempSync(join(tmpdir(), 'costspan-docs-'))
    try {
      const file = join(folder, 'costspan.yaml')
      writeFileSync(file, text)
      expect(() => loadConfig({}, { COSTSPAN_CONFIG: file })).not.toThrow()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

function settingsSchema(): object {
  const file = new URL('../../packages/node/costspan.schema.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly properties: object }).properties
}

describe('the commands in the pages', () => {
  const commands = blocks.flatMap(({ at, text, language }) =>
    ['', 'sh', 'bash', 'console'].includes(language)
      ? [...text.matchAll(/^\s*(?:npx (?:@costspan\/cli|costspan)|costspan) ([a-z-]+)([^\n#|]*)/gm)].map(
          ([, name = '', rest = '']) => ({
            at,
            name,
            flags: [...(rest.split(' -- ')[0] ?? '').matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(String),
          }),
        )
      : [],
  )

  it.each(commands)('are known, with their flags: costspan $name $flags in $at', async ({ name, flags }) => {
    const helps = [
      await runCostspan(name, '--help'),
      ...(await Promise.all(SUBCOMMANDS.map((sub) => runCostspan(name, sub, '--help')))),
    ]
    expect(helps[0]?.exitCode).toBe(0)
    const help = helps.map(({ stdout }) => stdout).join('\n')
    expect(flags.filter((flag) => !new RegExp(`${flag}(?![a-z-])`).test(help))).toEqual([])
  })
})

/** Words behind `generate` that have a help of their own. */
const SUBCOMMANDS = ['collector', 'rules', 'dashboards']
