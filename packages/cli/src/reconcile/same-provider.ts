import { catalogueProvider } from '@costspan/cost/prices'

/** Whether two names are the same provider's: spans say `gcp.vertex_ai` where catalogues say `google`. */
export function isSameProvider(one: string | undefined, other: string): boolean {
  return one === other || (one !== undefined && catalogueProvider(one) === catalogueProvider(other))
}
