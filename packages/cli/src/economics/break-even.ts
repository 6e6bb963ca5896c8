/** A model on one's own GPUs beside the same tokens from an API. */
export interface SelfHosting {
  /** All GPUs together, in USD an hour. */
  readonly gpuUsdPerHour: number
  /** Tokens in and out that they do in an hour at full load, as measured. */
  readonly tokensPerHour: number
  /** The part of that which is used over a day, from 0 to 1: nights and weekends are paid as well. Default: 0.4. */
  readonly utilisation?: number
  /** People, observability, storage and network, in USD a month. Default: 0. */
  readonly operationsUsdPerMonth?: number
  /** What the API charges for a million tokens, in the mix of input and output that is used. */
  readonly apiUsdPerMillionTokens: number
  readonly tokensPerRequest: number
}

/** Where GPUs of one's own and an API cost the same. */
export interface BreakEven {
  /** What a million tokens cost at that utilisation. */
  readonly usdPerMillionTokens: number
  /** From so many requests a day on, the API costs as much as the GPUs. */
  readonly requestsPerDay: number
  /** What the GPUs can do, at that utilisation. */
  readonly capacityPerDay: number
  /** Whether they can do what they would have to, to be cheaper. */
  readonly isReachable: boolean
}

const DAYS_PER_MONTH = 365.25 / 12
const DEFAULT_UTILISATION = 0.4

/**
 * From how many requests a day on GPUs of one's own are cheaper than an API: where a day of theirs, with its part of the
 * operations, costs what the API would charge. A break-even beyond what they can do is none: more GPUs cost more too.
 *
 * @throws TypeError for a value that is not above 0, and for a utilisation that is not above 0 and up to 1
 */
export function breakEven(hosting: SelfHosting): BreakEven {
  const { gpuUsdPerHour, tokensPerHour, apiUsdPerMillionTokens, tokensPerRequest } = hosting
  const { utilisation = DEFAULT_UTILISATION, operationsUsdPerMonth = 0 } = hosting
  checkPositive({ gpuUsdPerHour, tokensPerHour, apiUsdPerMillionTokens, tokensPerRequest, utilisation })
  if (utilisation > 1) throw new TypeError(`utilisation must be above 0 and up to 1, got ${utilisation}`)
  const usdPerDay = gpuUsdPerHour * 24 + operationsUsdPerMonth / DAYS_PER_MONTH
  const tokensPerDay = tokensPerHour * 24 * utilisation
  const requestsPerDay = usdPerDay / ((apiUsdPerMillionTokens / 1e6) * tokensPerRequest)
  const capacityPerDay = tokensPerDay / tokensPerRequest
  return {
    usdPerMillionTokens: (usdPerDay / tokensPerDay) * 1e6,
    requestsPerDay,
    capacityPerDay,
    isReachable: requestsPerDay <= capacityPerDay,
  }
}

function checkPositive(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value > 0 && Number.isFinite(value))) throw new TypeError(`${name} must be a number above 0, got ${value}`)
  }
}
