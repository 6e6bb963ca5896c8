import type { Attributes } from '@opentelemetry/api'
import { branchOf, type NameTree, nameTree } from '../name-tree.ts'
import * as semconv from '../semconv.ts'
import type { PricedCall } from '../span/priced-call.ts'
import type { Instruments } from './instruments.ts'

/** The calls of one series, counted by what each is by itself: its status, the kind of its attempt, cache, finish reason. */
export interface CallCounts {
  /** Found by the tree, gone through by the list. */
  readonly tree: NameTree<CallCount>
  readonly list: CallCount[]
  /** Where the last call was counted, because the next one mostly is as well. */
  latest: CallCount | undefined
}

interface CallCount {
  readonly status: string
  readonly kind: string
  readonly cache: string
  readonly finish: string
  readonly attributes: Attributes
  count: number
}

export function callCounts(): CallCounts {
  return { tree: nameTree(), list: [], latest: undefined }
}

/** Counts one call; `shared` are the attributes of its series. */
export function countByAttributes(counts: CallCounts, call: PricedCall, shared: Attributes): void {
  const { status } = call
  const kind = textOr(call.attributes[semconv.COSTSPAN_ATTEMPT_KIND], 'primary')
  const cache = textOr(call.attributes[semconv.COSTSPAN_CACHE_RESULT], '')
  const finish = finishReason(call.attributes)
  let counted = counts.latest
  if (counted?.status !== status || counted.kind !== kind || counted.cache !== cache || counted.finish !== finish) {
    const branch = branchOf(branchOf(branchOf(branchOf(counts.tree, status), kind), cache), finish)
    counted = branch.leaf ??= begun(counts, shared, { status, kind, cache, finish })
    counts.latest = counted
  }
  counted.count += 1
}

type OwnNames = Pick<CallCount, 'status' | 'kind' | 'cache' | 'finish'>

function begun({ list }: CallCounts, shared: Attributes, names: OwnNames): CallCount {
  const { status, kind, cache, finish } = names
  const attributes: Attributes = {
    ...shared,
    [semconv.COSTSPAN_COST_STATUS]: status,
    [semconv.COSTSPAN_ATTEMPT_KIND]: kind,
  }
  if (cache !== '') attributes[semconv.COSTSPAN_CACHE_RESULT] = cache
  if (finish !== '') attributes[semconv.GEN_AI_RESPONSE_FINISH_REASONS] = finish
  const counted: CallCount = { ...names, attributes, count: 0 }
  list.push(counted)
  return counted
}

/** Hands the counts to the counter and begins again at zero. */
export function flushCallCounts({ list }: CallCounts, { calls }: Instruments): void {
  for (const counted of list) {
    if (counted.count > 0) calls.add(counted.count, counted.attributes)
    counted.count = 0
  }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}

/** Calls have one choice nearly always; of several the first stands for the call. */
function finishReason(attributes: Readonly<Attributes>): string {
  const reasons = attributes[semconv.GEN_AI_RESPONSE_FINISH_REASONS]
  const first: unknown = Array.isArray(reasons) ? reasons[0] : attributes[semconv.ANTHROPIC_STOP_REASON]
  return textOr(first, '')
}
