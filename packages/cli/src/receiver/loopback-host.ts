/** The names of this machine that nobody else can reach. */
const LOOPBACK_HOSTS = ['127.0.0.1', '::1', 'localhost'] as const
export type LoopbackHost = (typeof LOOPBACK_HOSTS)[number]

/**
 * Checks an address to listen on. The receiver asks for no credentials, so it must not be reachable from other machines.
 * Throws a `TypeError` for every address that is not loopback.
 */
export function loopbackHost(host: string): LoopbackHost {
  const found = LOOPBACK_HOSTS.find((candidate) => candidate === host)
  if (found !== undefined) return found
  throw new TypeError(
    `host is "${host}", expected a loopback address (${LOOPBACK_HOSTS.join(', ')}): ` +
      'the receiver asks for no credentials, so it listens for this machine only',
  )
}
