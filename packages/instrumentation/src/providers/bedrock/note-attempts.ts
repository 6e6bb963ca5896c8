import { activeCall } from '../../attempts/active-call.ts'
import { type Attempt, type CallDestination, wasNeverSent } from '../../attempts/call-attempts.ts'

/** What is used of the list of middleware that each client of the AWS SDK has. */
interface MiddlewareStack {
  clone(): MiddlewareStack
  add(middleware: Middleware, options: object): void
}

type Middleware = (next: Step, context: object) => Step
type Step = (args: StepArguments) => Promise<StepResult>

interface StepArguments {
  readonly request?: { readonly hostname?: string; readonly port?: number; readonly protocol?: string }
}

interface StepResult {
  readonly response?: { readonly statusCode?: number }
}

/**
 * A copy of a client's stack in which each HTTP request of a call is noted, below the SDK's own retries and above whatever
 * sends: HTTP/2, HTTP/1.1, or a handler of the application. The client's own stack is left alone.
 */
export function withNotedAttempts(clientStack: unknown): unknown {
  try {
    const stack = (clientStack as MiddlewareStack).clone()
    stack.add(noteAttempt, { name: 'costspanNoteAttempt', step: 'deserialize', priority: 'low' })
    return stack
  } catch {
    return clientStack
  }
}

function noteAttempt(next: Step, context: object): Step {
  return (args) => {
    const call = activeCall()
    if (call === undefined) return next(args)
    const attempt: Attempt = { isSent: true, status: undefined }
    call.attempts.push(attempt)
    call.destination = destinationOf(args, context)
    return next(args).then(
      (result) => {
        attempt.status = result.response?.statusCode
        return result
      },
      (error: unknown) => {
        attempt.isSent = !wasNeverSent(error)
        throw error
      },
    )
  }
}

function destinationOf({ request }: StepArguments, context: object): CallDestination {
  const standardPort = request?.protocol === 'http:' ? 80 : 443
  const region = signingRegion(context) ?? REGION_IN_HOST.exec(request?.hostname ?? '')?.[1]
  return { address: request?.hostname, port: request?.port ?? standardPort, region }
}

/** `bedrock-runtime.us-east-1.amazonaws.com`, where a request is not signed but brings an API key. */
const REGION_IN_HOST = /^bedrock-runtime(?:-fips)?\.([a-z0-9-]+)\./

/** How the SDK tells its middleware the region for which a request is signed. */
interface SigningContext {
  readonly __smithy_context?: {
    readonly selectedHttpAuthScheme?: {
      readonly httpAuthOption?: { readonly signingProperties?: Readonly<Record<string, unknown>> }
    }
  }
}

function signingRegion(context: SigningContext): string | undefined {
  const properties = context.__smithy_context?.selectedHttpAuthScheme?.httpAuthOption?.signingProperties
  const region = properties?.['signingRegion'] ?? properties?.['region']
  return typeof region === 'string' ? region : undefined
}
