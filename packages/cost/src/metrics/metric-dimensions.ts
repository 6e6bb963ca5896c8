import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'
import { branchOf, type NameTree } from '../name-tree.ts'
import type { PricedCall } from '../span/priced-call.ts'

/**
 * Span attributes that become attributes of metrics, by default. Few values each: whoever adds a user or session id here
 * makes one time series for each user.
 */
export const DEFAULT_DIMENSIONS: readonly string[] = [
  semconv.COSTSPAN_FEATURE,
  semconv.COSTSPAN_TEAM,
  semconv.COSTSPAN_TIER,
]

/** The bucket of calls that nobody claimed, which is a bucket like any other and not a missing label. */
const UNATTRIBUTED = 'unattributed'

/**
 * Finds the place of the series that a call counts into. What has the fewest values comes first, so that series have most of the
 * way in common.
 */
export function branchOfCall<Series>(
  tree: NameTree<Series>,
  call: PricedCall,
  dimensions: readonly string[],
): NameTree<Series> {
  let branch = branchOf(tree, call.operation)
  for (const name of dimensions) {
    const value = call.attributes[name]
    branch = branchOf(branch, Array.isArray(value) ? value.join() : value)
  }
  return branchOf(branchOf(branchOf(branch, call.provider), call.requestModel), call.responseModel)
}

/** The attributes of that series. */
export function dimensionAttributes(call: PricedCall, dimensions: readonly string[]): Attributes {
  const attributes: Attributes = { [semconv.GEN_AI_OPERATION_NAME]: call.operation }
  if (call.provider !== undefined) attributes[semconv.GEN_AI_PROVIDER_NAME] = call.provider
  if (call.requestModel !== undefined) attributes[semconv.GEN_AI_REQUEST_MODEL] = call.requestModel
  if (call.responseModel !== undefined) attributes[semconv.GEN_AI_RESPONSE_MODEL] = call.responseModel
  for (const name of dimensions) {
    const value = call.attributes[name]
    if (value !== undefined) attributes[name] = value
    else if (name === semconv.COSTSPAN_FEATURE) attributes[name] = UNATTRIBUTED
  }
  return attributes
}
