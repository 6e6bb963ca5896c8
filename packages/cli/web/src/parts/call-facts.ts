import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { CallRecord } from '../../../src/ledger/call-record.ts'
import { element } from '../dom/element.ts'
import { money } from '../format/money.ts'
import { duration } from '../format/time.ts'

/** All that the ledger keeps of a call, without what it does not know. */
export function callFacts(call: AsJson<CallRecord>): HTMLElement {
  const { tokens, timeToFirstChunkMillis, durationMillis } = call
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    ['Feature', call.feature],
    ['User', call.user],
    ['Team', call.team],
    ['Tenant', call.tenant],
    ['Tier', call.tier],
    ['Session', call.session],
    ['Conversation', call.conversation],
    ['Agent', call.agent],
    ['Run', call.run],
    ['Service', call.service],
    ['Provider', call.provider],
    ['Model asked for', call.requestModel],
    ['Model that answered', call.responseModel],
    ['Service tier', call.serviceTier],
    ['Region', call.region],
    ['Input tokens', withPart(tokens.input, 'from cache', tokens.cacheRead)],
    ['Output tokens', withPart(tokens.output, 'reasoning', tokens.reasoning)],
    ['Limit of output', call.maxTokens],
    ['Temperature', call.temperature],
    ['Took', duration(durationMillis)],
    ['First chunk after', timeToFirstChunkMillis === undefined ? undefined : duration(timeToFirstChunkMillis)],
    ['Speed', speed(tokens.output, durationMillis)],
    ['Finished by', call.finishReasons.join(', ') || undefined],
    ['Attempt', call.attemptIndex > 0 ? `${call.attemptIndex + 1} (${call.attemptKind ?? 'retry'})` : undefined],
    ['Cache', call.cacheResult],
    ['Saved', BigInt(call.savedNanoUsd) > 0n ? money(call.savedNanoUsd) : undefined],
    ['Prompt', call.promptHash],
    ['Trace', call.traceId],
    ['Span', call.spanId],
    ['From', call.origin],
  ]
  return element(
    'dl',
    { class: 'facts' },
    ...facts.flatMap(([name, value]) =>
      value === undefined ? [] : [element('div', {}, element('dt', {}, name), element('dd', {}, String(value)))],
    ),
  )
}

function withPart(total: number, name: string, part: number): string {
  const shown = total.toLocaleString('en-US')
  return part === 0 ? shown : `${shown} (${part.toLocaleString('en-US')} ${name})`
}

function speed(tokens: number, millis: number): string | undefined {
  return tokens > 0 && millis > 0 ? `${(tokens / (millis / 1_000)).toFixed(0)} tokens a second` : undefined
}
