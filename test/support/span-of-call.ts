import type { Attributes, AttributeValue, CallRecord, ReceivedSpan } from '@costspan/cli'

/** The span that a call would have come as. What only rows of other origins have is lost. */
export function spanOfCall(call: CallRecord): ReceivedSpan {
  const usd = (nanoUsd: bigint): number => Number(nanoUsd) / 1e9
  return {
    traceId: call.traceId,
    spanId: call.spanId,
    parentSpanId: call.parentSpanId,
    name: `${call.operation} ${call.requestModel}`,
    startUnixNano: call.startUnixNano,
    endUnixNano: call.startUnixNano + BigInt(call.durationMillis) * 1_000_000n,
    resource: attributes({
      'service.name': call.service,
      'service.version': call.version,
      'vcs.ref.head.revision': call.revision,
    }),
    attributes: attributes({
      'gen_ai.operation.name': call.operation,
      'gen_ai.provider.name': call.provider,
      'gen_ai.request.model': call.requestModel,
      'gen_ai.response.model': call.responseModel,
      'gen_ai.request.max_tokens': call.maxTokens,
      'gen_ai.response.finish_reasons': [...call.finishReasons],
      'gen_ai.response.time_to_first_chunk':
        call.timeToFirstChunkMillis === undefined ? undefined : call.timeToFirstChunkMillis / 1000,
      'error.type': call.errorType,
      'costspan.attempt.kind': call.attemptKind,
      'costspan.attempt.index': call.attemptIndex,
      'costspan.cost.status': call.status === 'failed' ? undefined : call.status,
      'costspan.cost.nano_usd': call.nanoUsd,
      'costspan.cost.input': usd(call.parts.input),
      'costspan.cost.output': usd(call.parts.output),
      'costspan.cost.cache_read': usd(call.parts.cacheRead),
      'costspan.cost.cache_write': usd(call.parts.cacheWrite),
      'costspan.cost.reasoning': usd(call.parts.reasoning),
      'costspan.cost.audio': usd(call.parts.audio),
      'costspan.cost.image': usd(call.parts.image),
      'costspan.cost.tool': usd(call.parts.tool),
      'costspan.cost.request': usd(call.parts.request),
      'costspan.cost.retrieval': usd(call.retrievalNanoUsd),
      'costspan.retrieval.share': call.retrievalShare,
      'costspan.retrieval.overlap': call.retrievalOverlap,
      'costspan.prompt.break.cause': call.promptBreak,
      'costspan.prompt.lost.nano_usd': call.promptLostNanoUsd,
      'costspan.at_risk.nano_usd': call.atRiskNanoUsd,
      'costspan.saved.nano_usd': call.savedNanoUsd,
      'costspan.saved.kind': call.savedKind,
      'costspan.overhead.kind': call.overheadKind,
      'costspan.cache.result': call.cacheResult,
      'gen_ai.usage.input_tokens': call.tokens.input,
      'gen_ai.usage.output_tokens': call.tokens.output,
      'gen_ai.usage.cache_read.input_tokens': call.tokens.cacheRead,
      'gen_ai.usage.cache_write.input_tokens': call.tokens.cacheWrite,
      'gen_ai.usage.reasoning.output_tokens': call.tokens.reasoning,
      'costspan.feature': call.feature,
      'costspan.team': call.team,
      'costspan.tenant': call.tenant,
      'costspan.tier': call.tier,
      'costspan.run': call.run,
      'user.id': call.user,
      'session.id': call.session,
    }),
  }
}

function attributes(given: Readonly<Record<string, AttributeValue | undefined>>): Attributes {
  return new Map(Object.entries(given).filter((entry): entry is [string, AttributeValue] => entry[1] !== undefined))
}
