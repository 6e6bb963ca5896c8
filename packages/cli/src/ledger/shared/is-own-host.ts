import { networkInterfaces } from 'node:os'

/** Names of this machine, and the addresses that mean all of its own. */
const ALWAYS_OWN: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'])

/** Whether a host, as a URL has it, is this machine. Other names are not looked up: who answers for them is somebody else's say. */
export function isOwnHost(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  if (ALWAYS_OWN.has(address)) return true
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((own) => own.address === address))
}
