import { modelNames } from '@costspan/cost/prices'
import { remember } from '../remember.ts'
import { MODEL_LIMITS } from './data/model-limits.ts'

/** What a model can take and give, in tokens. */
export interface ModelLimits {
  readonly context: number
  readonly output: number
  readonly tools: boolean
  readonly vision: boolean
  readonly reasoning: boolean
  /** Whether it can be held to a JSON schema. */
  readonly jsonSchema: boolean
}

/**
 * Models that follow a JSON schema: https://platform.openai.com/docs/guides/structured-outputs,
 * https://platform.claude.com/docs/en/build-with-claude/structured-outputs,
 * https://ai.google.dev/gemini-api/docs/structured-output, seen 2026-11.
 */
const JSON_SCHEMA = /^(?:gpt-4o|gpt-4\.1|gpt-5|o[134]|gemini-[23]|claude-(?:opus|sonnet|haiku)-4-[5-9]|claude-opus-4-1)/

/**
 * The limits of a model, or undefined where they are not known: of a model that is new, or served by oneself.
 */
export function limitsOf(model: string): ModelLimits | undefined {
  return findLimits(model).limits
}

const findLimits = remember((model): { readonly limits: ModelLimits | undefined } => ({ limits: limitsIn(model) }))

function limitsIn(model: string): ModelLimits | undefined {
  for (const name of modelNames(model, undefined)) {
    const row = Object.hasOwn(MODEL_LIMITS, name) ? MODEL_LIMITS[name] : undefined
    if (row === undefined) continue
    const [context, output, abilities] = row
    return {
      context,
      output,
      tools: abilities.includes('t'),
      vision: abilities.includes('v'),
      reasoning: abilities.includes('r'),
      jsonSchema: JSON_SCHEMA.test(name),
    }
  }
  return undefined
}
