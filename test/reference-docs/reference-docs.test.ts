import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { referencePages } from './reference-pages.ts'

describe('docs/reference', () => {
  it('is as the code has it; npm run docs:reference writes it', async () => {
    const pages = await referencePages()
    const written = Object.keys(pages).map((name) => [
      name,
      readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8'),
    ])
    expect(Object.fromEntries(written)).toEqual(pages)
  })
})
