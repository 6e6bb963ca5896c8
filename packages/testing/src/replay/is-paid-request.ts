import { llmHostTest } from '@costspan/cost'
import { providers } from '@costspan/instrumentation/providers'

const isLlmHost = llmHostTest()
const PATHS = providers.flatMap(({ operations }) => operations.flatMap(({ paths = [] }) => paths))

/** Whether a request asks a model something: a POST to a provider, or to a path that servers of their formats have. */
export function isPaidRequest(url: string, method: string): boolean {
  if (method !== 'POST' || !URL.canParse(url)) return false
  return isLlmHost(new URL(url).origin) || PATHS.some((path) => new URL(url).pathname.endsWith(path))
}
