import type { CallGuard, Fetch } from '@costspan/guard'
import type { MethodPatch } from '@costspan/instrumentation'
import type { GuardModule } from './guard-module.ts'

/**
 * What puts a guard into SDKs that do not send by the global `fetch`: clients that were given a `fetch` of their own, and the
 * AWS SDK, which has none. By the names of the providers.
 */
export function guardPatches(
  { guardedFetch, bedrockGuard }: GuardModule,
  guard: CallGuard,
): Readonly<Record<string, readonly MethodPatch[]>> {
  const guardFetch = (fetch: Fetch): Fetch => guardedFetch(fetch, guard)
  const plugin = bedrockGuard(guard)
  const ofStainless = (client: string): readonly MethodPatch[] => [
    { method: `${client}.prototype.fetchWithTimeout`, replace: (send) => guardedSend(send, guardFetch) },
  ]
  return {
    openai: ofStainless('OpenAI'),
    anthropic: ofStainless('Anthropic'),
    groq: ofStainless('Groq'),
    together: ofStainless('Together'),
    bedrock: [{ method: 'BedrockRuntimeClient.prototype.send', replace: (send) => guardedCommands(send, plugin) }],
  }
}

type Method = Parameters<MethodPatch['replace']>[0]

/** The method by which the SDKs that Stainless makes send one request, whatever `fetch` the client was given. */
function guardedSend(send: Method, guardFetch: (fetch: Fetch) => Fetch): Method {
  return function (this: unknown, url, init, timeoutMillis, controller, ...rest) {
    const fetch: Fetch = (input, sent) => {
      // The method hears of an abort only from now on.
      if (sent?.signal?.aborted === true) (controller as AbortController | undefined)?.abort()
      return Reflect.apply(send, this, [input, sent, timeoutMillis, controller, ...rest]) as Promise<Response>
    }
    return guardFetch(fetch)(url as string, init as RequestInit)
  }
}

/** Adds the guard to each client when it sends its first command. */
function guardedCommands(send: Method, plugin: object): Method {
  const guarded = new WeakSet<object>()
  return function (this: unknown, ...args) {
    const client = this as { readonly middlewareStack: { use(plugin: unknown): void } }
    if (!guarded.has(client)) {
      guarded.add(client)
      client.middlewareStack.use(plugin)
    }
    return Reflect.apply(send, this, args)
  }
}
