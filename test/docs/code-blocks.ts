import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A block of code in a page. */
export interface CodeBlock {
  /** Where it stands: the page and the line, as editors take it. */
  readonly at: string
  /** `ts`, `yaml`, ... or nothing. */
  readonly language: string
  readonly text: string
}

/** All blocks of code in the pages that users read. */
export function codeBlocks(): readonly CodeBlock[] {
  const pages = globSync(
    ['README.md', 'docs/**/*.md', 'packages/*/README.md', 'examples/*/README.md', 'skills/**/*.md'],
    { cwd: ROOT },
  )
  return pages.filter((page) => !page.includes('node_modules')).flatMap(blocksOf)
}

function blocksOf(page: string): readonly CodeBlock[] {
  const text = readFileSync(join(ROOT, page), 'utf8')
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(({ index, 1: language = '', 2: block = '' }) => ({
    at: `${page}:${text.slice(0, index).split('\n').length}`,
    language,
    text: block,
  }))
}
