/** Arguments that make no sense; the message says which and what was expected. The command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads something that a user gave, and takes whatever is wrong with it for a `UsageError`. */
export function asUsageError<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
