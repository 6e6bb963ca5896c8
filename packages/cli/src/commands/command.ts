/** Where a command writes and what it reads besides its arguments, so that a test can be the terminal. */
export interface CommandIo {
  readonly stdout: CommandStream
  readonly stderr: CommandStream
  readonly env: NodeJS.ProcessEnv
}

interface CommandStream {
  readonly isTTY?: boolean
  readonly rows?: number
  readonly columns?: number
  write(text: string): unknown
}

/** One word after `costspan`. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What `--help` prints; a function where that depends on the words after the name. */
  readonly help: string | ((args: readonly string[]) => Promise<string>)
  /** Resolves with the exit code; throws a `UsageError` for arguments that make no sense. */
  run(args: readonly string[], io: CommandIo): Promise<number>
}
