import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { publishedSchema } from '../../../../packages/node/scripts/write-schema.ts'
import wrong from './samples/wrong.json' with { type: 'json' }

const committed = JSON.parse(
  readFileSync(new URL('../../../../packages/node/costspan.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>

const isValid = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, strictRequired: false }).compile(
  committed,
)

describe('the published JSON Schema', () => {
  it('is what the settings are checked with; after a change run `npm run schema -w @costspan/node`', () => {
    expect(committed).toEqual(publishedSchema())
  })

  it('accepts a file with every setting', () => {
    const whole: unknown = parse(readFileSync(new URL('samples/whole.yaml', import.meta.url), 'utf8'))
    isValid(whole)
    expect(isValid.errors).toBeNull()
  })

  it.each(wrong.filter(({ beyondJsonSchema }) => beyondJsonSchema !== true))(
    'refuses a file when $because',
    ({ yaml }) => {
      expect(isValid(parse(yaml))).toBe(false)
    },
  )

  it.each(wrong.filter(({ beyondJsonSchema }) => beyondJsonSchema === true))(
    'leaves to the start that $because',
    ({ yaml }) => {
      expect(isValid(parse(yaml))).toBe(true)
    },
  )

  it('describes every setting, for editors', () => {
    const { properties } = committed as { properties: Record<string, { description?: string }> }
    expect(Object.entries(properties).filter(([, { description }]) => description === undefined)).toEqual([])
  })
})
