import { once } from 'node:events'
import { createServer } from 'node:net'

/** Ports that were free a moment ago: not every server tells which port it has got when it is told to take any. */
export async function freePorts<Name extends string>(names: readonly Name[]): Promise<Record<Name, number>> {
  const servers = names.map(() => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server, index) => {
    const address = server.address()
    return [names[index], typeof address === 'object' && address !== null ? address.port : 0] as const
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return Object.fromEntries(ports) as Record<Name, number>
}
