/** What a piece of work took, by the clock and of the processors: all threads of this process. */
export interface Effort {
  readonly seconds: number
  readonly cpuSeconds: number
}

export async function effortOf(work: () => Promise<unknown>): Promise<Effort> {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 }
}
