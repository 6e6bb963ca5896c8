import type { Behaviour, ToolCall } from './behaviour.ts'
import type { JsonObject } from './json.ts'
import { schemaSample } from './schema-sample.ts'
import { type ServedUsage, servedUsage } from './served-usage.ts'
import { answerTo, tokensIn } from './text.ts'

/** What matters of a request for the answer, whichever endpoint it came by. */
export interface ReplyRequest {
  readonly model: string
  /** Everything that the model reads, as one text: its length gives the input tokens. */
  readonly prompt: string
  readonly maxTokens: number | undefined
  /** The JSON schema that the answer must match. */
  readonly schema: JsonObject | undefined
  readonly forcedTool: { readonly name: string; readonly schema: JsonObject } | undefined
  /** How many answers are wanted. */
  readonly choices: number
}

/** What the model says. With several choices, each says the same. */
export interface Reply {
  readonly text: string
  readonly refusal: string | undefined
  readonly reasoning: string | undefined
  readonly toolCalls: readonly ToolCall[]
  /** Whether the request's limit of tokens cut the text. */
  readonly truncated: boolean
  /** How many chunks a text is cut into; undefined is one a token. */
  readonly chunks: number | undefined
  readonly usage: ServedUsage
}

/** What a reasoning model thinks before a default answer. */
const DEFAULT_REASONING_TOKENS = 64

/** Composes the answer: what the behaviour asks for, and the rest by what the request says. */
export function composeReply(request: ReplyRequest, behaviour: Behaviour): Reply {
  const toolCalls = behaviour.toolCalls ?? forcedCalls(request)
  const silent = toolCalls.length > 0 || behaviour.refusal !== undefined
  const whole = behaviour.text ?? (silent ? '' : defaultText(request))
  const limit = behaviour.text === undefined ? request.maxTokens : undefined
  const text = limit === undefined ? whole : whole.slice(0, limit * 4)
  const reasoning = Math.min(reasoningTokens(request, behaviour), behaviour.usage?.output ?? Infinity)
  const visible =
    tokensIn(text) +
    tokensIn(behaviour.refusal ?? '') +
    toolCalls.reduce((sum, call) => sum + tokensIn(call.name + JSON.stringify(call.arguments)), 0)
  return {
    text,
    refusal: behaviour.refusal,
    reasoning: behaviour.reasoning,
    toolCalls,
    truncated: text.length < whole.length,
    chunks: behaviour.chunks,
    usage: servedUsage(
      {
        input: tokensIn(request.prompt) + 3,
        output: request.choices * visible + reasoning,
        reasoning,
      },
      behaviour.usage,
    ),
  }
}

function defaultText(request: ReplyRequest): string {
  return request.schema === undefined ? answerTo(request.prompt) : JSON.stringify(schemaSample(request.schema))
}

function forcedCalls({ forcedTool }: ReplyRequest): readonly ToolCall[] {
  if (forcedTool === undefined) return []
  const sample = schemaSample({ type: 'object', ...forcedTool.schema })
  return [
    {
      name: forcedTool.name,
      arguments: typeof sample === 'object' && sample !== null ? { ...sample } : {},
    },
  ]
}

function reasoningTokens(request: ReplyRequest, behaviour: Behaviour): number {
  if (behaviour.reasoning !== undefined) return tokensIn(behaviour.reasoning)
  // An output that a behaviour fixes leaves no room for tokens that nobody asked for.
  if (behaviour.usage?.output !== undefined || !/^(o\d|gpt-5)/.test(request.model)) return 0
  return Math.min(DEFAULT_REASONING_TOKENS, request.maxTokens ?? DEFAULT_REASONING_TOKENS)
}
