import type { ContentBlock } from './anthropic/anthropic-blocks.ts'
import { messageUsage } from './anthropic/anthropic-usage.ts'
import type { Behaviour } from './behaviour.ts'
import type { Reply } from './reply.ts'

/** A message before it is told whole or event by event. */
export interface ModelMessage {
  readonly id: string
  readonly model: string
  readonly serviceTier: string
  readonly reply: Reply
  readonly blocks: readonly ContentBlock[]
  readonly stopReason: string
  readonly stopDetails: unknown
  readonly requestId: string
}

/** The JSON form of a message. */
export function wholeMessage(message: ModelMessage, behaviour: Behaviour): Record<string, unknown> {
  return {
    id: message.id,
    type: 'message',
    role: 'assistant',
    model: message.model,
    content: message.blocks.map((block) => block.done),
    stop_reason: message.stopReason,
    stop_sequence: null,
    stop_details: message.stopDetails,
    container: null,
    usage:
      behaviour.rawUsage === undefined
        ? messageUsage(message.reply.usage, message.serviceTier, behaviour)
        : behaviour.rawUsage,
  }
}
