import { loadConfig } from '@costspan/node/config'
import { describe, expect, it } from 'vitest'
import { configuredGuard } from '../../../../packages/node/src/guard/configured-guard.ts'
import { temporaryFolder } from './temporary-folder.ts'

function load(yaml: string): ReturnType<typeof loadConfig> {
  return loadConfig({}, {}, temporaryFolder({ 'costspan.yaml': yaml }))
}

const CHOICES = `guard:
  choices:
    - features: [qa]
      models: { simple: gpt-4o-mini, medium: gpt-4.1-mini }
      classify: { complex: [analyze, code review], medium: [explain] }
`

describe('choices of models in costspan.yaml', () => {
  it('are read as they are written, and make a guard without any budget', async () => {
    const config = load(CHOICES)
    expect(config.guard?.choices).toEqual([
      {
        features: ['qa'],
        models: { simple: 'gpt-4o-mini', medium: 'gpt-4.1-mini' },
        classify: { complex: ['analyze', 'code review'], medium: ['explain'] },
      },
    ])
    const guard = configuredGuard(config)
    expect(await guard?.status()).toEqual([])
    await guard?.close()
  })

  it.each([
    ['features: []', 'guard.choices[0].features must be a feature or more, got []'],
    ['models: { hard: gpt-4o }', 'guard.choices[0].models.hard is not known, expected one of simple, medium, complex'],
    ['classify: { medium: explain }', 'guard.choices[0].classify.medium'],
    ['classify: { simple: [hi] }', 'guard.choices[0].classify.simple is not known, expected one of complex, medium'],
  ])('are refused with their path: %s', (wrong, message) => {
    const lines = { features: 'features: [qa]', models: 'models: { simple: gpt-4o-mini }' }
    const rest = Object.entries(lines).flatMap(([key, line]) => (wrong.startsWith(key) ? [] : line))
    const yaml = `guard: { choices: [{ ${[wrong, ...rest].join(', ')} }] }`
    expect(() => load(yaml)).toThrow(message)
  })
})
