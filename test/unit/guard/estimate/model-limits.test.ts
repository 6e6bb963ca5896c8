import { bundledModels } from '@costspan/cost/prices'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { modelLimitsModule } from '../../../../packages/guard/scripts/model-limits-module.ts'
import { fake, HELLO, useGuarded } from '../http/guarded.ts'

const COMPILED = new URL('../../../../packages/guard/src/estimate/data/model-limits.ts', import.meta.url)

const guarded = useGuarded()

/** What a call without a limit on its output, which refers to an earlier answer, is held for. */
async function heldFor(model: string): Promise<readonly (number | undefined)[]> {
  const body = { model, input: HELLO, previous_response_id: 'resp_1' }
  await guarded.openai.responses.create(body, fake({ status: 404 })).catch(() => {})
  const { inputTokens, outputTokens } = guarded.guard.asked.at(-1)?.estimate ?? {}
  return [inputTokens, outputTokens]
}

describe('the limits of models', () => {
  it('are compiled from the newest sources: `npm run compile:limits -w @costspan/guard`', () => {
    expect(readFileSync(COMPILED, 'utf8')).toBe(modelLimitsModule())
  })

  it('bound a call of a model that has them', async () => {
    expect(await heldFor('gpt-4o')).toEqual([128_000, 16_384])
    expect(await heldFor('gpt-5.4')).toEqual([1_050_000, 128_000])
  })

  it('are assumed to be the largest on sale for a model that is priced and has none', async () => {
    const model = 'gpt-5.3-codex'
    expect(bundledModels().some(({ id }) => id === model)).toBe(true)
    expect(modelLimitsModule()).not.toContain(`'${model}'`)
    expect(await heldFor(model)).toEqual([1_050_000, 128_000])
    expect(guarded.guard.asked.at(-1)?.estimate.nanoUsd).toBeGreaterThan(0n)
  })
})
