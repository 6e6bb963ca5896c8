import { diag } from '@opentelemetry/api'
import { withAttempt, withOverhead } from '@costspan/cost'
import { choiceScope, inChoiceScope } from './choice-scope.ts'
import { COMPLEXITIES, type Complexity, isComplexity } from './model-choice.ts'

/** What is declared of a piece of work. */
export interface ModelChoiceOptions<Answer> {
  /** How hard it is. Default: what the classifier of its feature says. */
  readonly complexity?: Complexity
  /**
   * Whether an answer is good enough, such as by its form or by a judge, whose calls are marked as what model choice costs.
   * Where a cheaper model's answer is not, the function runs once more with the model that it asks for. Default: all are.
   */
  readonly isGoodEnough?: (answer: Answer) => boolean | Promise<boolean>
}

/**
 * Runs a call whose model is chosen by how hard its task is, through the choices of the guard (`choices` of `createCallGuard`,
 * or of `costspan.yaml`). The call asks for the model of a hard task; savings are counted against it. What a cheaper model's
 * answer cost in vain is taken off what was saved.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { guardedFetch, withModelChoice } from '@costspan/guard'
 *
 * const client = new OpenAI({ fetch: guardedFetch() })
 * const isGoodEnough = (answer: string) => answer.length > 20
 * const answer = await withModelChoice({ complexity: 'simple', isGoodEnough }, async () => {
 *   const input = 'What is the capital of Peru?'
 *   return (await client.responses.create({ model: 'gpt-5', input })).output_text
 * })
 * ```
 *
 * @returns what the function returns, the second time where the first was not good enough
 * @throws TypeError when the complexity is unknown; otherwise what the function throws
 */
export async function withModelChoice<Answer>(
  options: ModelChoiceOptions<Answer>,
  fn: () => Promise<Answer>,
): Promise<Answer> {
  const { complexity, isGoodEnough } = options
  if (complexity !== undefined && !isComplexity(complexity)) {
    throw new TypeError(`complexity must be one of ${COMPLEXITIES.join(', ')}, got ${JSON.stringify(complexity)}`)
  }
  const scope = choiceScope({ complexity, awaitsJudgement: isGoodEnough !== undefined })
  const answer = await inChoiceScope(scope, fn)
  if (isGoodEnough === undefined) return answer
  if (!scope.hasMoved || (await judged(isGoodEnough, answer))) {
    scope.awaitsJudgement = false
    for (const call of scope.moved) call.count()
    return answer
  }
  const vainNanoUsd = scope.moved.reduce((sum, { nanoUsd, savedNanoUsd }) => sum + nanoUsd + savedNanoUsd, 0n)
  const again = choiceScope({ complexity, isFixed: true, vainNanoUsd })
  return withAttempt({ kind: 'fallback', index: 1 }, () => inChoiceScope(again, fn))
}

/** A judge that fails has not found the answer wanting. */
async function judged<Answer>(
  isGoodEnough: (answer: Answer) => boolean | Promise<boolean>,
  answer: Answer,
): Promise<boolean> {
  try {
    return await inChoiceScope(choiceScope({ isFixed: true }), () => withOverhead('choice', () => isGoodEnough(answer)))
  } catch (problem) {
    diag.warn('costspan: an answer could not be judged; it is taken as it is', problem)
    return true
  }
}
