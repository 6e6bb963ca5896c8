import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

describe('the pages', () => {
  it('link to nothing in this repository that is not there', () => {
    const pages = globSync(['*.md', 'llms.txt', '{docs,packages,examples,skills,bench,test}/**/*.md'], {
      cwd: ROOT,
      exclude: ['**/node_modules/**'],
    })
    const broken = pages.flatMap((page) => {
      const text = readFileSync(join(ROOT, page), 'utf8')
      const links = [...text.matchAll(/\]\(([^)\s]+)\)|\bsrc(?:set)?="([^"]+)"/g)].flatMap(
        ([, link, picture]) => link ?? picture ?? [],
      )
      return links
        .filter((link) => !/^(?:[a-z]+:|#)/.test(link))
        .filter((link) => !existsSync(join(ROOT, dirname(page), link.split('#')[0] ?? '')))
        .map((link) => `${page}: ${link}`)
    })
    expect(broken).toEqual([])
  })
})
