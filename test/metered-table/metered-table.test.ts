import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { operation, type Provider } from '@costspan/instrumentation'
import { describe, expect, it } from 'vitest'
import { coveredProviders } from './covered-providers.ts'
import { meteredTable } from './metered-table.ts'
import { withTable } from './page-section.ts'

const ROOT = new URL('../../', import.meta.url)

describe('the table of what is metered', () => {
  it('is in docs/metered.md as the providers and their fixtures have it; npm run docs:table writes it', () => {
    const page = readFileSync(new URL('docs/metered.md', ROOT), 'utf8')
    expect(page).toBe(withTable(page, meteredTable(coveredProviders())))
  })

  it('has every folder of fixtures, each with a contract test that reads all of its answers', () => {
    const folders = readdirSync(new URL('test/fixtures/providers/', ROOT))
    expect(coveredProviders()).toHaveLength(folders.length)
    const untested = folders.filter((name) => !existsSync(new URL(`test/contract/provider/${name}.test.ts`, ROOT)))
    expect(untested).toEqual([])
  })

  it('tells of each operation what its fixtures show', () => {
    const spec = { request: [], response: () => ({}) }
    const provider: Provider = {
      name: 'acme',
      module: '@acme/sdk',
      versions: { from: '1.0.0', before: '3.0.0' },
      operations: [
        operation({ ...spec, name: 'chat', method: 'Acme.Chat.prototype.create', fold: () => NO_FOLD }),
        operation({ ...spec, name: 'moderation', method: 'Acme.Moderations.prototype.check' }),
      ],
    }
    const acme = { slug: 'a', name: 'a', source: 'https://acme.example', params: {}, answer: {}, items: undefined }
    const cases = [
      {
        ...acme,
        operations: ['Acme.Chat.prototype.create'],
        items: [{}],
        expected: {
          usage: { input: 3, output: 2, cacheRead: 1, reasoning: 0 },
          units: { 'image.1024x1024': 1 },
          toolCalls: { web_search: 2, file_search: 0 },
          serviceTier: 'flex',
          costUsd: 0.1,
        },
      },
      { ...acme, operations: ['Acme.Moderations.prototype.check'], expected: { usage: { input: 0, output: 0 } } },
    ]
    const cellsOf = (line: string): readonly string[] => line.split('|').map((cell) => cell.trim())
    expect(meteredTable([{ provider, cases }]).split('\n').slice(2).map(cellsOf)).toEqual([
      [
        '',
        '`@acme/sdk`',
        '>=1.0.0 <3.0.0',
        '`chat`',
        'yes',
        'input, output, cache reads, image, web search, service tier, returned cost',
        '',
      ],
      ['', '`@acme/sdk`', '>=1.0.0 <3.0.0', '`moderation`', '-', 'free', ''],
    ])
  })
})

const NO_FOLD = {
  add: () => undefined,
  response: () => ({}),
  hasFinalUsage: () => false,
  generatedText: () => '',
}
