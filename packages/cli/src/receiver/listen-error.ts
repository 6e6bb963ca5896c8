/** The receiver could not listen; the message names the address and, when the port is taken, the way out. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly host: string
  readonly port: number

  constructor(host: string, port: number, cause: unknown) {
    super(message(host, port, cause), { cause })
    this.host = host
    this.port = port
  }
}

function message(host: string, port: number, cause: unknown): string {
  if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE')
    return `Cannot listen on ${host}, port ${port}: ${String(cause)}`
  return (
    `Port ${port} on ${host} is in use, perhaps by an OpenTelemetry Collector or another receiver. ` +
    'Stop that one, or choose another port (0 takes any free one)'
  )
}
