/**
 * Template: a prompt that says which of its text is the application's own, and what is filled in. Only the former may be
 * reworded; what is filled in belongs to a user, or to data.
 */
export interface Template {
  /** The application's own text, one more than there are values. */
  readonly strings: readonly string[]
  /** What is filled in between. */
  readonly values: readonly string[]
}

/**
 * Declares a template.
 *
 * @example
 * ```ts
 * import { template } from '@costspan/guard'
 *
 * const question = 'Could you please   repeat that?'
 * const prompt = template`Could you please answer this question: ${question}`
 * console.log(prompt.values[0]) // Could you please   repeat that?
 * ```
 */
export function template(strings: TemplateStringsArray, ...values: readonly (string | number)[]): Template {
  return { strings: [...strings], values: values.map((value) => String(value)) }
}

/** The prompt as it is sent. */
export function templateText({ strings, values }: Template): string {
  return strings.map((text, index) => text + (values[index] ?? '')).join('')
}
