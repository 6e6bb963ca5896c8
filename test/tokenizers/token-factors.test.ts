import { describe, expect, it } from 'vitest'
import { TOKEN_FACTORS } from '../../packages/guard/src/tokens/data/token-factors.ts'
import { measureFactors } from './measure-factors.ts'

describe('the factors that tokens are estimated with', () => {
  it('are those that the published vocabularies measure over the texts, errors included', async () => {
    expect(TOKEN_FACTORS).toEqual(await measureFactors())
  })
})
