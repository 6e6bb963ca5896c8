import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { generatedConfig } from './generated-config.ts'

const CONFIGS = ['gateway.yaml', 'agent.yaml', 'kafka.yaml', 'kafka-agent.yaml', 'clickhouse.yaml']
const COMMITTED = join(import.meta.dirname, '../../../collector-config')

describe('the generated files', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'costspan-generated-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function validate(file: string): { status: number | null; stderr: string } {
    return spawnSync(inject('collector'), ['validate', '--config', file], { encoding: 'utf8' })
  }

  it.each(CONFIGS)('%s is valid for the collector', async (name) => {
    const config = await generatedConfig(folder)
    expect(validate(config(name))).toMatchObject({ status: 0, stderr: '' })
  })

  it.each([
    { options: ['--metrics', 'prometheus', '--draft-names', '--user-counter'] },
    {
      options: [
        '--exclude-scope',
        'a.b',
        '--exclusive-cache-scope',
        'c.d',
        '--keep-percent',
        '0.5',
        '--keep-above',
        '$2',
      ],
    },
  ])('gateway.yaml is valid with $options', async ({ options }) => {
    const config = await generatedConfig(folder, options)
    expect(validate(config('gateway.yaml'))).toMatchObject({ status: 0, stderr: '' })
  })

  it('are refused by the same check when a statement is broken, so that the check checks', async () => {
    const config = await generatedConfig(folder)
    const broken = join(folder, 'broken.yaml')
    writeFileSync(broken, readFileSync(config('gateway.yaml'), 'utf8').replace('Coalesce(', 'Coalesze('))
    expect(validate(broken)).toMatchObject({ status: 1 })
  })

  it('are the ones in the repository', async () => {
    const config = await generatedConfig(folder)
    const names = [...CONFIGS, 'clickhouse-reports.sql']
    const stale = names.filter(
      (name) => readFileSync(config(name), 'utf8') !== readFileSync(join(COMMITTED, name), 'utf8'),
    )
    expect(stale).toEqual([])
    expect(readdirSync(COMMITTED)).toEqual(expect.arrayContaining(names))
  })
})
