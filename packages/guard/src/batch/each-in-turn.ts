/** Takes a step for each, one after the other. What is wrong with one keeps none of the others back; then the first failure is thrown. */
export async function eachInTurn<T>(all: Iterable<T>, step: (each: T) => Promise<void>): Promise<void> {
  const problems: unknown[] = []
  for (const each of all) await step(each).catch((problem: unknown) => problems.push(problem))
  if (problems.length > 0) throw problems[0]
}
