/**
 * The tier that was served. Inference at optimized latency is no service tier at Bedrock, but like one it is another price for the
 * same tokens: https://docs.aws.amazon.com/bedrock/latest/userguide/latency-optimized-inference.html, seen 2026-11.
 */
export function servedTier(tier: string | null | undefined, latency: string | null | undefined): string | undefined {
  return latency === 'optimized' ? 'latency_optimized' : (tier ?? undefined)
}
