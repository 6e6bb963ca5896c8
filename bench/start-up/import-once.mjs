// Imports the given modules in this fresh process, and prints what that took.
const { user, system } = process.cpuUsage()
const heapBefore = settledHeap()
const begin = performance.now()
for (const specifier of process.argv.slice(2)) await import(specifier)
const wall = performance.now() - begin
const used = process.cpuUsage({ user, system })
console.log(JSON.stringify({ wall, cpu: (used.user + used.system) / 1_000, heap: settledHeap() - heapBefore }))
process.exit()

function settledHeap() {
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
