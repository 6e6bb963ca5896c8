import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readStatements } from '@costspan/cli'
import fc from 'fast-check'
import { expect } from 'vitest'
import { StatementError } from '../../../packages/cli/src/reconcile/statements/statement-error.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedJson, mutatedText } from '../mutated.ts'

const { json, csv } = JSON.parse(
  readFileSync(new URL('../../fixtures/statements/samples.json', import.meta.url), 'utf8'),
) as { readonly json: readonly unknown[]; readonly csv: readonly (readonly string[])[] }

const text = fc.oneof(
  mutatedJson(json).map((value) => JSON.stringify(value) ?? ''),
  mutatedText(csv.map((lines) => lines.join('\n'))),
)

const file = join(mkdtempSync(join(tmpdir(), 'costspan-fuzz-')), 'statement')

/** What a statement tells is counts and amounts, of days that there are; what it does not tell is no line. */
export const statements: FuzzTarget = {
  name: 'a statement of a provider is read as lines of whole amounts, or refused as a file that is none',
  property: fc.property(text, (saved) => {
    writeFileSync(file, saved)
    try {
      for (const { days, lines } of readStatements([file])) {
        expect([...days, ...lines.map(({ day }) => day)].filter((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day))).toEqual([])
        expect(
          lines.filter(({ tokens = 0, requests = 0 }) => !Number.isFinite(tokens) || !Number.isFinite(requests)),
        ).toEqual([])
      }
    } catch (error) {
      expect(error).toBeInstanceOf(StatementError)
    }
  }),
}
