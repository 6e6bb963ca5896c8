import { NO_PARTS } from '@costspan/cli'
import type { CallRecord } from '@costspan/cli'
import { type Feature, type MadePrice, PRICES, TIERS } from './company.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { Tally } from './tally.ts'

const USERS = 3000
const DAY_MILLIS = 86_400_000

interface CallMaker {
  readonly random: SeededRandom
  readonly fromMillis: number
  readonly tally: Tally
}

/** Makes calls of the company: their sizes, users, faults and prices. */
export function createCallMaker({
  random,
  fromMillis,
  tally,
}: CallMaker): (atMillis: number, feature: Feature, user?: string) => CallRecord {
  let made = 0
  return (atMillis, feature, user = anyUser(random)) => {
    made += 1
    const input = Math.round(feature.inputTokens * random.around(0.5)) + 1
    const output = Math.min(feature.maxTokens, Math.round(feature.outputTokens * random.around(0.6)))
    const cacheRead = random.next() < 0.7 ? Math.floor(input * feature.cachedShare) : 0
    const isUnpriced = random.next() < 0.002
    const price = priceOn(feature.model, Math.floor((atMillis - fromMillis) / DAY_MILLIS))
    const parts = partsOf(price, { input, output, cacheRead })
    const nanoUsd = isUnpriced ? undefined : parts.input + parts.output + parts.cacheRead
    tally.add(atMillis, feature.name, nanoUsd)
    return {
      traceId: hexOf(made * 2 + 1, random).padEnd(32, '0'),
      spanId: hexOf(made, random),
      parentSpanId: undefined,
      origin: 'otlp',
      calls: 1,
      startUnixNano: BigInt(atMillis) * 1_000_000n,
      durationMillis: Math.round((300 + output * 12) * random.around(0.3)),
      timeToFirstChunkMillis: output === 0 ? undefined : Math.round(300 * random.around(0.3)),
      service: `${feature.team}-api`,
      version: undefined,
      revision: undefined,
      operation: output === 0 ? 'embeddings' : 'chat',
      provider: feature.model.startsWith('claude') ? 'anthropic' : 'openai',
      requestModel: feature.model,
      responseModel: feature.model,
      serviceTier: undefined,
      region: undefined,
      temperature: 0.7,
      maxTokens: feature.maxTokens || undefined,
      promptHash: feature.name.padEnd(12, '0').slice(0, 12),
      finishReasons: output === 0 ? [] : [output === feature.maxTokens ? 'length' : 'stop'],
      errorType: undefined,
      attemptKind: 'primary',
      attemptIndex: random.next() < 0.02 ? 1 : 0,
      status: isUnpriced ? 'unpriced' : 'reported',
      unpricedReason: isUnpriced ? 'unknown_model' : undefined,
      nanoUsd,
      parts: isUnpriced ? NO_PARTS : { ...NO_PARTS, ...parts },
      atRiskNanoUsd: 0n,
      priceVersion: `made-${price.fromDay}`,
      tokens: { input, output, cacheRead, cacheWrite: 0, reasoning: 0 },
      retrievalShare: undefined,
      retrievalNanoUsd: 0n,
      retrievalOverlap: undefined,
      promptBreak: undefined,
      promptLostNanoUsd: undefined,
      cacheResult: undefined,
      savedNanoUsd: 0n,
      savedKind: undefined,
      overheadKind: undefined,
      feature: feature.name,
      user,
      session: `${user}-${Math.floor(atMillis / DAY_MILLIS)}`,
      team: feature.team,
      tenant: undefined,
      tier: TIERS[Number(user.slice(-4)) % TIERS.length],
      run: undefined,
      conversation: undefined,
      agent: undefined,
    }
  }
}

/** A few users make most calls. */
function anyUser(random: SeededRandom): string {
  return `user-${String(Math.floor(USERS * random.next() ** 2.5)).padStart(4, '0')}`
}

function priceOn(model: string, day: number): MadePrice {
  const price = PRICES[model]?.findLast(({ fromDay }) => fromDay <= day)
  if (price === undefined) throw new Error(`The made company has no price for ${model}`)
  return price
}

function partsOf(
  price: MadePrice,
  { input, output, cacheRead }: { readonly input: number; readonly output: number; readonly cacheRead: number },
): { readonly input: bigint; readonly output: bigint; readonly cacheRead: bigint } {
  const cost = (tokens: number, nanoUsdOfThousand: bigint): bigint => (BigInt(tokens) * nanoUsdOfThousand) / 1000n
  return {
    input: cost(input - cacheRead, price.input),
    output: cost(output, price.output),
    cacheRead: cost(cacheRead, price.cacheRead),
  }
}

/** An id that is different for each number, and looks random. */
function hexOf(number: number, random: SeededRandom): string {
  return number.toString(16).padStart(8, '0') + random.below(0x1_0000_0000).toString(16).padStart(8, '0')
}
