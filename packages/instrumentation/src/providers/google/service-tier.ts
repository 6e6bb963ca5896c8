/** Where an answer may tell its tier: Vertex AI in the usage, the Gemini API in a header. */
interface TierSource {
  readonly usageMetadata?: { readonly trafficType?: string | null } | null
  readonly sdkHttpResponse?: { readonly headers?: Readonly<Record<string, string>> | null } | null
}

/** The tiers of Vertex AI (https://cloud.google.com/vertex-ai/docs/reference/rest/v1/GenerateContentResponse, seen 2026-11). */
const TIER_OF_TRAFFIC: Readonly<Record<string, string>> = {
  ON_DEMAND: 'standard',
  ON_DEMAND_PRIORITY: 'priority',
  ON_DEMAND_FLEX: 'flex',
  ON_DEMAND_OFFPEAK: 'off_peak',
  PROVISIONED_THROUGHPUT: 'provisioned_throughput',
}

/** The tier that was served, which may be another than the one that was asked for. */
export function servedTier({ usageMetadata, sdkHttpResponse }: TierSource): string | undefined {
  const traffic = usageMetadata?.trafficType
  return sdkHttpResponse?.headers?.['x-gemini-service-tier'] ?? (traffic == null ? undefined : TIER_OF_TRAFFIC[traffic])
}
