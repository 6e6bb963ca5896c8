import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderSections } from '../../../../packages/cli/src/reports/document/render-text.ts'
import type { ReportSection } from '../../../../packages/cli/src/reports/document/report-document.ts'

const section: ReportSection = {
  title: 'By feature',
  blocks: [
    {
      kind: 'table',
      columns: [
        { title: 'feature', align: 'left' },
        { title: 'cost', align: 'right' },
        { title: 'calls', align: 'right' },
      ],
      rows: [
        [{ text: 'a name that is as long as names are' }, { text: '$10.00' }, { text: '1,000' }],
        [{ text: 'chat' }, { text: '$2.50' }, { text: '20' }],
      ],
    },
  ],
}

describe('a table on a terminal', () => {
  it('is whole where there is room', () => {
    expect(renderSections([section])).toBe(`By feature
  feature                                cost  calls
  a name that is as long as names are  $10.00  1,000
  chat                                  $2.50     20
`)
  })

  it('has shorter names where there is less', () => {
    expect(renderSections([section], { width: 40 })).toBe(`By feature
  feature                    cost  calls
  a name that is as long…  $10.00  1,000
  chat                      $2.50     20
`)
  })

  it('leaves columns out where there is hardly any, and says which', () => {
    expect(renderSections([section], { width: 28 })).toBe(`By feature
  feature             cost
  a name that is …  $10.00
  chat               $2.50
  in a wider terminal also calls
`)
  })

  it('fits whatever it holds, as long as a name and a figure do', () => {
    const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'b', 'c', ' ', '1') })
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 5, maxLength: 5 }), { maxLength: 5 }),
        fc.nat({ max: 90 }),
        (rows, more) => {
          const columns = ['name', 'a', 'b', 'c', 'd'].map((title) => ({ title, align: 'right' as const }))
          const table = {
            kind: 'table',
            columns,
            rows: rows.map((row) => row.map((cell) => ({ text: cell }))),
          } as const
          const width = 34 + more
          const lines = renderSections([{ title: 't', blocks: [table] }], { width }).split('\n')
          expect(lines.filter((line) => line.length > width && !line.includes('wider terminal'))).toEqual([])
        },
      ),
    )
  })
})
