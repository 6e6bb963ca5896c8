import { bundledPrices, parsePriceFile, userPrices } from '@costspan/cost/prices'
import { describe } from 'vitest'
import { priceSourceContract } from './price-source-contract.ts'

describe('bundled prices', () => {
  priceSourceContract(bundledPrices, { provider: 'openai', model: 'gpt-5', missingTier: 'scale' })
})

describe('a price file', () => {
  const file = {
    format: 'costspan.prices/1',
    version: 'acme-7',
    published: '2026-11-20',
    providers: {
      acme: {
        claims: ['acme-*'],
        models: [
          {
            id: 'acme-large',
            prices: [
              { input: '$2', output: 8 },
              { from: '2026-11-01', input: 1, output: 4 },
            ],
          },
        ],
      },
    },
  }
  priceSourceContract(() => parsePriceFile(file, 'https://prices.example/acme.json'), {
    provider: 'acme',
    model: 'acme-large',
    missingTier: 'flex',
  })
})

describe('prices of the user', () => {
  const rows = [
    { provider: 'acme', model: 'acme-large', input: '$2', output: 8, above: [{ inputTokens: 200_000, input: 4 }] },
    { provider: 'acme', model: 'acme-large', from: '2026-11-01', input: 1, output: 4 },
  ]
  priceSourceContract(() => userPrices(rows), { provider: 'acme', model: 'acme-large', missingTier: 'flex' })
})
