import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A place for OTLP that fails in one way. */
export interface BrokenEndpoint extends AsyncDisposable {
  readonly url: string
  /** How many connections were opened to it. */
  readonly connections: () => number
}

/** What each fault does with a connection, on which a request may have arrived. */
const FAULTS = {
  'answers a byte at a time, and without end': sendSlowly,
  'never answers': () => {},
  'answers with status 400': answerWith('400 Bad Request', '{"code":3,"message":"no"}'),
  'answers with status 413': answerWith('413 Payload Too Large', ''),
  'answers with status 503 and asks to come back in an hour': answerWith(
    '503 Unavailable',
    '',
    'retry-after: 3600\r\n',
  ),
  'answers with what is no HTTP': (socket) => socket.end('\u0000\u0001 this is no answer\r\n\r\n'),
  'begins an answer and never ends it': (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{'),
  'closes its half of the connection and reads on': (socket) => socket.end(),
  'resets the connection': (socket) => socket.resetAndDestroy(),
} as const satisfies Record<string, (socket: Socket) => unknown>

/** The ways in which an endpoint fails. */
export const ENDPOINT_FAULTS: readonly (keyof typeof FAULTS)[] = Object.keys(FAULTS) as (keyof typeof FAULTS)[]

/** Starts an endpoint on loopback that fails. */
export async function startBrokenEndpoint(fault: keyof typeof FAULTS): Promise<BrokenEndpoint> {
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('end', () => socket.end())
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', () => {
      socket.resume()
      FAULTS[fault](socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Slower than any limit of time, and never silent for long. */
function sendSlowly(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n')
  const writing = setInterval(() => socket.write('x'), 50)
  socket.once('close', () => clearInterval(writing))
}

function answerWith(status: string, body: string, headers = ''): (socket: Socket) => void {
  return (socket) =>
    socket.end(
      `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`,
    )
}
