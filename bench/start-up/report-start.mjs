/** Ends an application that has its client, and tells how much work it was to get there, in microseconds of CPU. */
export function reportStart(client) {
  if (client === undefined) throw new Error('the SDK did not load')
  const { user, system } = process.cpuUsage()
  console.log(user + system)
  process.exit()
}
