import type { Method } from '../../provider.ts'
import { withNotedAttempts } from './note-attempts.ts'

/** What a handler of the AWS SDK resolves to: the parsed output, and the HTTP response that it came with. */
export interface Exchange {
  readonly output: unknown
  readonly response?: { readonly headers?: Readonly<Record<string, string>> }
}

type Handler = (command: { readonly input?: unknown }) => Promise<Exchange>

/**
 * Meters `resolveMiddleware` of a command, by which a client gets the function that sends commands of its kind.
 *
 * `answerOf` says what is observed of an exchange: the answer, or the stream in it. The client, the command and what the
 * application gets stay what they are, with promises and with callbacks.
 */
export function commandAdapter(answerOf: (exchange: Exchange) => unknown) {
  return (resolveMiddleware: Method, meter: (makeCall: Method) => Method): Method =>
    function (this: unknown, clientStack, configuration, options) {
      const stack = withNotedAttempts(clientStack)
      const handler = Reflect.apply(resolveMiddleware, this, [stack, configuration, options]) as Handler
      return (command: Parameters<Handler>[0]): Promise<Exchange> => {
        let done: Exchange = { output: undefined }
        const send = async (): Promise<unknown> => {
          done = await handler(command)
          return answerIn(done, answerOf)
        }
        const metered = meter(send) as (this: unknown, input: unknown) => Promise<unknown>
        return Reflect.apply(metered, configuration, [command.input]).then(() => done)
      }
    }
}

/** The answer has come: that it cannot be read is no failure of the call. */
function answerIn(exchange: Exchange, answerOf: (exchange: Exchange) => unknown): unknown {
  try {
    return answerOf(exchange)
  } catch {
    return undefined
  }
}
