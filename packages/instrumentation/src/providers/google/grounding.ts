/** What an answer tells of the searches that the model made. */
export interface Grounded {
  readonly groundingMetadata?: { readonly webSearchQueries?: readonly string[] | null } | null
}

/**
 * How often Google Search is billed: each query from Gemini 3 on, and before it once for an answer that rests on any
 * (https://ai.google.dev/gemini-api/docs/google-search#pricing, seen 2026-11).
 */
export function billedSearches(candidates: Iterable<Grounded | null>, model: string | undefined): number {
  const queries = new Set<string>()
  for (const candidate of candidates) {
    for (const query of candidate?.groundingMetadata?.webSearchQueries ?? []) queries.add(query)
  }
  return BILLED_BY_ANSWER.test(model ?? '') ? Math.min(1, queries.size) : queries.size
}

const BILLED_BY_ANSWER = /gemini-[12]\b/
