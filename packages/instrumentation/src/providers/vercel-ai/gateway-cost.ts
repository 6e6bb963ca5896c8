/** What the AI Gateway says of a call: what it cost, in USD, as a number or as decimal text. */
export interface GatewayMetadata {
  readonly gateway?: { readonly cost?: unknown }
}

/** The cost that the AI Gateway returned, in USD. */
export function gatewayCost(metadata: GatewayMetadata | null | undefined): number | undefined {
  const cost = Number(metadata?.gateway?.cost ?? Number.NaN)
  return Number.isFinite(cost) ? cost : undefined
}
