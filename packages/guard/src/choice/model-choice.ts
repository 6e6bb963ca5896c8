import { shown } from '../budget/shown.ts'
import { keywordClassifier, type Keywords } from './keyword-classifier.ts'

/**
 * Model choice: a call goes to a cheaper model than the one that it asks for, because its task is simple. How hard a task is,
 * is declared by the application or told by a classifier; everything else is decided by the rules of routing.
 */
export interface ModelChoice {
  /** The features whose calls may go to another model. A feature that no choice names is never touched. */
  readonly features: readonly string[]
  /**
   * The model for each complexity, of the provider that the calls go to. A complexity without one stays with the model that the
   * call asks for, as does a call whose model here costs more.
   */
  readonly models: Readonly<Partial<Record<Complexity, string>>>
  /** Tells how hard a task is where the application has not: a function, or lists of keywords. Default: nobody tells. */
  readonly classify?: TaskClassifier | Keywords
}

/** How hard a task is. */
export type Complexity = 'simple' | 'medium' | 'complex'

/** What a classifier is told of a call. */
export interface Task {
  /** The text of the user's last message. */
  readonly text: string
  readonly feature: string
  /** The model that the call asks for. */
  readonly model: string
}

/**
 * Tells how hard a task is; undefined leaves the call where it is, as does an error. Calls that it makes are marked as what
 * model choice costs.
 */
export type TaskClassifier = (task: Task) => Complexity | undefined | Promise<Complexity | undefined>

export const COMPLEXITIES: readonly Complexity[] = ['simple', 'medium', 'complex']

/** A choice that was checked, with its classifier made. */
export interface CheckedChoice extends ModelChoice {
  readonly classify?: TaskClassifier
}

/**
 * Checks choices that came from a file or from code.
 *
 * @throws TypeError naming the choice that is wrong
 */
export function checkedChoices(choices: readonly ModelChoice[]): readonly CheckedChoice[] {
  return choices.map((choice, index) => {
    const { features, models, classify } = choice
    if (!Array.isArray(features) || features.length === 0 || !features.every(isName)) {
      throw new TypeError(`choices[${index}].features must be a list of features, got ${shown(features)}`)
    }
    const names = Object.entries(models ?? {})
    if (names.length === 0 || !names.every(([key, model]) => isComplexity(key) && isName(model))) {
      throw new TypeError(
        `choices[${index}].models must name a model for ${COMPLEXITIES.join(', ')} or some of them, got ${shown(models)}`,
      )
    }
    if (classify === undefined) return { features, models }
    return { features, models, classify: typeof classify === 'function' ? classify : keywordClassifier(classify) }
  })
}

/** Whether something is a complexity. */
export function isComplexity(value: unknown): value is Complexity {
  return COMPLEXITIES.some((complexity) => complexity === value)
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
