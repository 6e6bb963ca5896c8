/** Gives up waiting after so long. What was waited for goes on, and its failure is no unhandled rejection. */
export async function within<T>(promise: Promise<T>, timeoutMillis: number | undefined, what: string): Promise<T> {
  if (timeoutMillis === undefined) return promise
  let timer: NodeJS.Timeout | undefined
  const timedOut = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${timeoutMillis} ms`)), timeoutMillis)
  })
  try {
    return await Promise.race([promise, timedOut])
  } finally {
    clearTimeout(timer)
  }
}
