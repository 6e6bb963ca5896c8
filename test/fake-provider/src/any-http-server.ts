import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import { createServer as createNetServer, type Server, type Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** A server on one port for clients of both versions of HTTP: the AWS SDK speaks HTTP/2 without asking, all others HTTP/1.1. */
export interface AnyHttpServer {
  readonly server: Server
  readonly close: () => Promise<void>
}

export function createAnyHttpServer(listener: RequestListener): AnyHttpServer {
  const http1 = createServer({ keepAliveTimeout: 60_000 }, listener)
  // Node's compatibility layer gives its requests and responses the methods of HTTP/1.1.
  const http2 = createHttp2Server((request: Http2ServerRequest, response: Http2ServerResponse) =>
    listener(request as unknown as IncomingMessage, response as unknown as ServerResponse & { req: IncomingMessage }),
  )
  const sockets = new Set<Socket>()
  const server = createNetServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).once('error', () => socket.destroy())
    socket.once('data', (first: Buffer) => {
      socket.pause()
      socket.unshift(first)
      const isHttp2 = first.toString('latin1', 0, HTTP2_PREFACE.length) === HTTP2_PREFACE
      // HTTP/2 takes the bytes of a socket beneath its stream, and would miss those that were read here.
      if (isHttp2) http2.emit('connection', Duplex.from({ readable: socket, writable: socket }))
      else http1.emit('connection', socket)
      socket.resume()
    })
  })
  return {
    server,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** How every connection of HTTP/2 begins: https://www.rfc-editor.org/rfc/rfc9113#section-3.4. */
const HTTP2_PREFACE = 'PRI * HTTP/2.0'
