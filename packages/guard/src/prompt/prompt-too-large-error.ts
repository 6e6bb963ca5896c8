/** What must stay in a prompt is larger than its budget. */
export class PromptTooLargeError extends Error {
  override readonly name = 'PromptTooLargeError'
  readonly neededTokens: number
  readonly maxInputTokens: number
  /** Tokens of what must stay, by what it is. */
  readonly parts: Readonly<Record<string, number>>

  constructor(parts: Readonly<Record<string, number>>, maxInputTokens: number) {
    const neededTokens = Object.values(parts).reduce((sum, tokens) => sum + tokens, 0)
    const said = Object.entries(parts).map(([what, tokens]) => `${what}: ${tokens}`)
    super(
      `what must stay of the prompt is ${neededTokens} tokens, more than the ${maxInputTokens} of maxInputTokens (${said.join(', ')})`,
    )
    this.neededTokens = neededTokens
    this.maxInputTokens = maxInputTokens
    this.parts = parts
  }
}
