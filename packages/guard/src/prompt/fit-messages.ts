import { type CountTokens, estimateTokens } from '../tokens/estimate-tokens.ts'
import type { Prompt } from '../tokens/read-prompt.ts'
import { messageRole } from './message-role.ts'
import { type MessageUnit, messageUnits } from './message-units.ts'
import { PromptTooLargeError } from './prompt-too-large-error.ts'

/** How a conversation is made to fit. */
export interface FitMessagesOptions<Message> {
  /** The most input tokens that the request may have, with all that is sent along. */
  readonly maxInputTokens: number
  /** The model that reads it, whose vocabulary decides. Default: `gpt-4o`. */
  readonly model?: string
  /** Counts in the model's own vocabulary, see `estimateTokens`. Default: the estimate, at the upper end of its error. */
  readonly countTokens?: CountTokens
  /** What else the request has, such as `{ system, tools }`: it is counted and stays. */
  readonly alongside?: Prompt
  /**
   * How much a message is worth keeping: a higher number goes before a lower one, `Infinity` must stay. Default: 0 for all, so
   * that the newest stay. Tool calls and their results have the highest of theirs.
   */
  readonly priority?: (message: Message, index: number) => number
}

/** A conversation that fits. */
export interface FittedMessages<Message> {
  /** What is left, in its order; the messages themselves are as they were. */
  readonly messages: Message[]
  /** What was left out, in its order. */
  readonly removed: readonly Message[]
  /** Input tokens of the request, by the same count. */
  readonly inputTokens: number
  /** Tokens of what was left out: for `withShorterInput`, to have them counted as saved. */
  readonly removedTokens: number
  /** What stays in and is not in the count: files and sound. */
  readonly uncounted: readonly string[]
}

/**
 * Leaves out the oldest of a conversation so that the rest fits a budget of input tokens. The system prompt, the last message
 * of the user and what the model is to answer to always stay; a call of a tool stays or goes with its result; an answer whose
 * question is gone does not open the rest. Messages are never changed, so that a prompt cache still finds its prefix.
 *
 * It takes messages in the form of OpenAI's chat completions and responses, and of Anthropic's messages.
 *
 * @example
 * ```ts
 * import { fitMessages } from '@costspan/guard'
 *
 * const conversation = [
 *   { role: 'system' as const, content: 'Be brief.' },
 *   { role: 'user' as const, content: 'A long story. '.repeat(500) },
 *   { role: 'user' as const, content: 'Why is the sky blue?' },
 * ]
 * const { messages, removedTokens } = await fitMessages(conversation, { maxInputTokens: 100 })
 * console.log(messages.length, removedTokens) // 2 2005
 * ```
 *
 * @throws TypeError when the budget is no whole number above 0; PromptTooLargeError when what must stay is larger
 */
export async function fitMessages<Message>(
  messages: readonly Message[],
  options: FitMessagesOptions<Message>,
): Promise<FittedMessages<Message>> {
  const { maxInputTokens, priority = () => 0 } = options
  if (!Number.isSafeInteger(maxInputTokens) || maxInputTokens <= 0) {
    throw new TypeError(`maxInputTokens must be a whole number above 0, got ${String(maxInputTokens)}`)
  }
  const { tokens, around, uncounted } = await countMessages(messages, options)
  const units = messageUnits(messages).map((unit): RatedUnit => {
    const sum = unit.indexes.reduce((total, index) => total + (tokens[index] ?? 0), 0)
    return {
      ...unit,
      tokens: sum,
      priority: Math.max(...unit.indexes.map((index) => rated(messages, index, priority))),
    }
  })
  const parts = fixedParts(messages, units)
  const fixed = new Set(parts.values())
  const needed = [...fixed].reduce((sum, unit) => sum + unit.tokens, around)
  if (needed > maxInputTokens) throw new PromptTooLargeError(partSizes(parts, around), maxInputTokens)

  const kept = new Set([...fixed, ...chosen(units, fixed, maxInputTokens - needed)])
  for (const unit of leadingAnswers(messages, units, kept)) if (!fixed.has(unit)) kept.delete(unit)
  const indexes = new Set([...kept].flatMap((unit) => unit.indexes))
  return {
    messages: messages.filter((_, index) => indexes.has(index)),
    removed: messages.filter((_, index) => !indexes.has(index)),
    inputTokens: around + [...kept].reduce((sum, unit) => sum + unit.tokens, 0),
    removedTokens: units.reduce((sum, unit) => (kept.has(unit) ? sum : sum + unit.tokens), 0),
    uncounted,
  }
}

interface RatedUnit extends MessageUnit {
  readonly tokens: number
  readonly priority: number
}

interface CountedMessages {
  /** Tokens of each message, with what the chat format adds for it. */
  readonly tokens: readonly number[]
  /** Tokens of what is sent along, and of the start of the answer. */
  readonly around: number
  readonly uncounted: readonly string[]
}

async function countMessages<Message>(
  messages: readonly Message[],
  { model = 'gpt-4o', countTokens, alongside = [] }: FitMessagesOptions<Message>,
): Promise<CountedMessages> {
  const options = { model, ...(countTokens !== undefined && { countTokens }) }
  const most = async (prompt: Prompt): Promise<{ tokens: number; uncounted: readonly string[] }> => {
    const { tokens, high, uncounted } = await estimateTokens(prompt, options)
    return { tokens: high ?? tokens, uncounted }
  }
  const [rest, none, ...each] = await Promise.all([
    most(alongside),
    most([]),
    ...messages.map(async (message) => most([message])),
  ])
  return {
    tokens: each.map(({ tokens }) => tokens - none.tokens),
    around: rest.tokens,
    uncounted: [rest, ...each].flatMap(({ uncounted }) => uncounted),
  }
}

function rated<Message>(
  messages: readonly Message[],
  index: number,
  priority: (message: Message, index: number) => number,
): number {
  const [message] = messages.slice(index, index + 1)
  const value = message === undefined ? 0 : priority(message, index)
  if (typeof value === 'number' && !Number.isNaN(value)) return value
  throw new TypeError(`priority of messages[${index}] must be a number, got ${String(value)}`)
}

/** The units that must stay, by what of them must. */
function fixedParts(messages: readonly unknown[], units: readonly RatedUnit[]): ReadonlyMap<string, RatedUnit> {
  const lastUser = messages.findLastIndex((message) => messageRole(message) === 'user')
  const parts = new Map<string, RatedUnit>()
  for (const unit of units) {
    const [first = 0] = unit.indexes
    if (messageRole(messages[first]) === 'system') parts.set(`system prompt in messages[${first}]`, unit)
    else if (unit.indexes.includes(lastUser)) parts.set('last message of the user', unit)
    else if (unit.indexes.includes(messages.length - 1)) parts.set('what is to be answered', unit)
    else if (unit.priority === Infinity) parts.set(`messages[${first}], which must stay`, unit)
  }
  const question = openingQuestion(messages, units, new Set(parts.values()))
  if (question !== undefined) parts.set('the question that opens it', question)
  return parts
}

/** The question before what must stay, where that begins with an answer, such as a call of a tool. */
function openingQuestion(
  messages: readonly unknown[],
  units: readonly RatedUnit[],
  fixed: ReadonlySet<RatedUnit>,
): RatedUnit | undefined {
  const opener = units.findIndex((unit) => fixed.has(unit) && !isOf(messages, unit, 'system'))
  const begin = units[opener]
  if (begin === undefined || isOf(messages, begin, 'user')) return undefined
  return units.slice(0, opener).findLast((unit) => isOf(messages, unit, 'user'))
}

function partSizes(parts: ReadonlyMap<string, RatedUnit>, around: number): Readonly<Record<string, number>> {
  const sizes = [...parts].map(([what, { tokens }]): [string, number] => [what, tokens])
  return { ...Object.fromEntries(sizes), 'what is sent along': around }
}

/**
 * What else fits: of each priority, from the highest, the newest back to the first that does not fit, so that a conversation
 * has no holes.
 */
function chosen(units: readonly RatedUnit[], fixed: ReadonlySet<RatedUnit>, leftTokens: number): readonly RatedUnit[] {
  const open = units.filter((unit) => !fixed.has(unit))
  const priorities = [...new Set(open.map(({ priority }) => priority))].toSorted((a, b) => b - a)
  const taken: RatedUnit[] = []
  let left = leftTokens
  for (const priority of priorities) {
    for (const unit of open.filter((each) => each.priority === priority).toReversed()) {
      if (unit.tokens > left) break
      taken.push(unit)
      left -= unit.tokens
    }
  }
  return taken
}

/** Answers that open what is left, because their questions are gone; Anthropic refuses a conversation that begins with one. */
function leadingAnswers(
  messages: readonly unknown[],
  units: readonly RatedUnit[],
  kept: ReadonlySet<RatedUnit>,
): readonly RatedUnit[] {
  if (kept.size === units.length) return []
  const rest = units.filter((unit) => kept.has(unit) && !isOf(messages, unit, 'system'))
  const end = rest.findIndex((unit) => isOf(messages, unit, 'user') || unit.priority > 0)
  return end < 0 ? [] : rest.slice(0, end)
}

function isOf(messages: readonly unknown[], { indexes: [first = 0] }: MessageUnit, role: 'system' | 'user'): boolean {
  return messageRole(messages[first]) === role
}
