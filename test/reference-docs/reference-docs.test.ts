import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ownAttributes } from './attributes-reference.ts'
import { referencePages } from './reference-pages.ts'

describe('docs/reference', () => {
  it('says of each attribute what it means', () => {
    expect([...ownAttributes()].flatMap(([name, meaning]) => (meaning === undefined ? name : []))).toEqual([])
  })

  it('is as the code has it; npm run docs:reference writes it', async () => {
    const pages = await referencePages()
    const written = Object.keys(pages).map((name) => [
      name,
      readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8'),
    ])
    expect(Object.fromEntries(written)).toEqual(pages)
  })
})
