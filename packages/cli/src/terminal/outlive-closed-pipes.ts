/**
 * Lets a command go on whose output nobody reads any more, as in `costspan report | head -1`: what it writes elsewhere, such as
 * calls into a ledger, is to be whole.
 */
export function outliveClosedPipes(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}
