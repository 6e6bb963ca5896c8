import type { CommandIo } from '../commands/command.ts'
import { UsageError } from '../commands/usage-error.ts'

/** Runs a step that asks a store, and says in one line when the store does not answer. Gives the exit code. */
export async function reportStoreErrors(step: () => Promise<void>, { stderr }: CommandIo): Promise<number> {
  try {
    await step()
    return 0
  } catch (error) {
    if (error instanceof UsageError) throw error
    stderr.write(
      `costspan budget: the store of budgets failed: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    return 1
  }
}
