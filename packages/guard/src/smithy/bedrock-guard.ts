import { type Operation, providers } from '@costspan/instrumentation/providers'
import type { Guard } from '../guard.ts'
import { activeGuard } from '../http/active-guard.ts'
import { asCallGuard, type CallGuard } from '../http/call-guard.ts'
import { commandCall } from './command-call.ts'
import { type Exchange, sendCommand } from './send-command.ts'

/**
 * What a plug-in of the AWS SDK is given: the stack of steps that each command goes through. Its methods are typed by the
 * commands of a client, which we do not load; `never` lets in the stack of any client.
 */
interface ClientStack {
  add(middleware: never, options: never): void
}

type Middleware = (next: Handler, context: { readonly commandName?: string }) => Handler
type Handler = (args: { readonly input: object }) => Promise<Exchange>

/**
 * Guards a client of Amazon Bedrock, which does not send by `fetch`. A refused call fails with Bedrock's own
 * `ServiceQuotaExceededException`, which the AWS SDK does not retry; each attempt is asked for anew.
 *
 * @example
 * ```ts
 * import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
 * import { bedrockGuard } from '@costspan/guard'
 *
 * const client = new BedrockRuntimeClient({ region: 'eu-central-1' })
 * client.middlewareStack.use(bedrockGuard())
 * ```
 */
export function bedrockGuard(guard?: Guard | CallGuard): { applyToStack(stack: ClientStack): void } {
  const middleware: Middleware = (next, { commandName = '' }) => {
    const operation = OPERATIONS.get(commandName)
    if (operation === undefined) return next
    return (args) => {
      const callGuard = guard === undefined ? activeGuard() : asCallGuard(guard)
      if (callGuard === undefined) return next(args)
      return sendCommand(callGuard, commandCall(operation, args.input), () => next(args))
    }
  }
  return {
    // Inside of the step that retries, so that it runs for each attempt; once, however often it is added.
    applyToStack(stack) {
      const place = { step: 'finalizeRequest', priority: 'low', name: 'costspanGuard', override: true } as const
      stack.add(middleware as never, place as never)
    },
  }
}

/** The paid commands, by the name that the AWS SDK gives them. */
const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  providers
    .filter(({ name }) => name === 'bedrock')
    .flatMap(({ operations }) =>
      operations.map((operation) => [operation.method.split('.')[0] ?? '', operation] as const),
    ),
)
