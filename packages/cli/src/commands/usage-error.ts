/** Arguments that make no sense; the message says which and what was expected. The command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
