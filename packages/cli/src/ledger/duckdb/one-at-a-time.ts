/** Runs pieces of work one after the other, in the order in which they came. */
export function oneAtATime(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return async (work) => {
    const previous = last
    const mine = (async () => {
      await previous.catch(() => undefined)
      return work()
    })()
    last = mine
    return mine
  }
}
