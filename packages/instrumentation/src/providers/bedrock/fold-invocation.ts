import type { CallResponse, StreamFold } from '../../provider.ts'
import { foldMessage } from '../anthropic/messages.ts'
import { type BedrockCounts, countedUsage, type InvokeUsage, usageInBody } from './invoke-usage.ts'
import { finishReason, generatedText, type InvokeWords } from './invoke-words.ts'
import { jsonOfBytes } from './json-of-bytes.ts'

/** An event of a stream: the model's own, and in the last one what Bedrock counted. */
type InvokeEvent = InvokeWords &
  InvokeUsage & {
    /** Claude's. */
    readonly type?: string | null
    readonly 'amazon-bedrock-invocationMetrics'?: BedrockCounts | null
  }

/** Folds the events of any family of models. Bedrock's own count, in the last event, holds for all but Claude, who tells more. */
export function foldInvocation(): StreamFold<unknown> {
  const claude = foldMessage()
  let isClaude = false
  let counted: CallResponse['usage']
  let toldSoFar: CallResponse['usage']
  let id: string | undefined
  let reason: string | undefined
  let text = ''

  return {
    add(item) {
      const event = eventOf(item)
      counted = countedUsage(event['amazon-bedrock-invocationMetrics']) ?? counted
      if (typeof event.type === 'string') {
        isClaude = true
        claude.add(event as Parameters<typeof claude.add>[0])
        return undefined
      }
      id ??= event.id ?? undefined
      text += generatedText(event)
      reason = finishReason(event) ?? reason
      toldSoFar = usageInBody(event) ?? toldSoFar
      return undefined
    },
    response() {
      if (isClaude) {
        const { id: messageId, finishReasons, usage } = claude.response()
        return { id: messageId, finishReasons, usage: claude.hasFinalUsage() ? usage : (counted ?? usage) }
      }
      return { id, finishReasons: reason === undefined ? undefined : [reason], usage: counted ?? toldSoFar }
    },
    hasFinalUsage: () => counted !== undefined || (isClaude && claude.hasFinalUsage()),
    generatedText: () => (isClaude ? claude.generatedText() : text),
  }
}

/** What the SDK gives has the event as bytes; who decodes the frames himself has the event. */
function eventOf(item: unknown): InvokeEvent {
  const { chunk } = item as { chunk?: { bytes?: unknown } }
  return (chunk === undefined ? item : (jsonOfBytes(chunk.bytes) ?? {})) as InvokeEvent
}
