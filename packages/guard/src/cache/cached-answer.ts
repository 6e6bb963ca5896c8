import type { CallResponse } from '@costspan/instrumentation/providers'

/** A complete answer of a provider, as it is kept: with usage zeroed, because who gets it again pays nothing. */
export interface CachedAnswer {
  /** A whole JSON body, or the text of an event stream. Either can be given to a call that asks for the other. */
  readonly form: 'whole' | 'events'
  readonly body: string
  /** How the stream was asked for, where a format knows more than one way. */
  readonly variant: string
  /** The headers that are given again, such as `content-type` and the id of the request. */
  readonly headers: Readonly<Record<string, string>>
  /** What the provider said of it, with the usage that was paid for: what a hit saves is priced by it, at today's price. */
  readonly response: CallResponse
  /** True of an answer that calls tools, or for which the provider ran some: what it says may not hold for long. */
  readonly callsTools?: boolean
  readonly storedAtMillis: number
}
