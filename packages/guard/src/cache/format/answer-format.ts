/**
 * Answer format: how the answers of one API look, whole and as events, as far as a cache must know: whether one is complete, and
 * how the one form becomes the other. Usage is read by the provider's own description; a format knows nothing of prices.
 */
import type { RequestBody } from '../../http/wire-call.ts'

/** A parsed JSON object of the wire. */
export type JsonObject = Readonly<Record<string, unknown>>

export interface AnswerFormat {
  /** How the paths of its requests end. */
  readonly paths: readonly string[]
  /** Fields of a request that do not shape the answer: how it is sent, and what the provider notes about the call. */
  readonly unshaping: readonly string[]
  /** The path as it is for a whole answer, where a stream has another. */
  wholePath?(pathname: string): string
  /** Why a request must not be answered by a cache, such as that it changes something at the provider; undefined where it may. */
  bypassReason(body: RequestBody): string | undefined
  /** The temperature that was asked for; undefined where none was. */
  temperature(body: RequestBody): unknown
  /** What a whole answer is: complete and to be kept, a call of tools, or nothing to keep. */
  judge(whole: JsonObject): AnswerVerdict
  /** Whether this item is the last of a stream that tells anything. */
  isLast(item: JsonObject): boolean
  /** The whole answer that a stream tells; undefined where it has something that we do not know to put together. */
  fold(items: readonly JsonObject[]): JsonObject | undefined
  /** The items by which a stream tells a whole answer. */
  unfold(whole: JsonObject, body: RequestBody): readonly JsonObject[]
  /** How a request asks for its stream, where that can be in more than one way: the same text, the same stream. */
  variant?(body: RequestBody, url: URL): string
  /** The items of a stream that was asked for in another way, as this request asks for them. */
  suited?(items: readonly JsonObject[], body: RequestBody): readonly JsonObject[]
  /** The text of a stream with these items. */
  write(items: readonly JsonObject[], url: URL): string
  /** `content-type` of that stream. */
  streamType(url: URL): string
}

export type AnswerVerdict = 'complete' | 'tools' | 'unfit'
