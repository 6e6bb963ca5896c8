import type { CallResponse } from '@costspan/instrumentation/providers'
import type { CallGuard } from '../http/call-guard.ts'
import type { BodyEnd } from '../http/observe-body.ts'
import type { CacheBypass, CacheHit, CacheMiss, CacheQuestion } from './answer-cache.ts'
import { type AnswerRecorder, createAnswerRecorder } from './answer-recorder.ts'
import { answerFormat } from './format/answer-formats.ts'
import { replayAnswer } from './replay/replay-answer.ts'
import { noteBypass, noteMiss, reportHit } from './report-finding.ts'

/** What the caches said to a call: its answer, or that they want to have it. */
export type AskedCaches =
  | { readonly hit: Response; readonly waiting?: undefined }
  | { readonly hit?: undefined; readonly waiting: WaitingCaches | undefined }

/** Caches that missed an answer, and wait for it. */
export interface WaitingCaches {
  /** Writes the answer down as it passes. */
  record(response: Response): AnswerRecording
  /** There will be none, or it is not that of the call that was asked for. */
  drop(why: 'failed' | 'unfit'): void
}

export interface AnswerRecording {
  /** Whether the application waits for bytes just now: those who wait for its answer do so while it does. */
  reading(isReading: boolean): void
  push(bytes: Uint8Array): void
  /** The body is over. What is not to be kept is dropped at once. */
  end(end: BodyEnd): void
  /** What was read of the answer, which may take a while to be known: with it, the answer is kept. */
  read(response: CallResponse): void
}

/**
 * Asks the caches for the answer of a call, one after the other. Each that missed hears once what comes of the call. A hit of a
 * later one is not kept by those before it: it is not their kind of hit.
 */
export async function askCaches(
  { caches, prices }: Pick<CallGuard, 'caches' | 'prices'>,
  question: CacheQuestion,
): Promise<AskedCaches> {
  const misses: CacheMiss[] = []
  let bypass: CacheBypass | undefined
  for (const cache of caches) {
    const found = await cache.lookup(question)
    if (found.result === 'miss') misses.push(found)
    else if (found.result === 'bypass') bypass ??= found
    else if (found.result !== 'off') {
      const response = replayed(found, question)
      if (response === undefined) continue
      for (const miss of misses) miss.drop('unfit')
      reportHit(found, question.call, question.context, prices, question.atMillis)
      return { hit: response }
    }
  }
  if (misses.length > 0) noteMiss()
  else if (bypass !== undefined) noteBypass(bypass)
  return { waiting: misses.length === 0 ? undefined : waitingCaches(misses, question) }
}

/** What cannot be told again is no hit. */
function replayed(hit: CacheHit, question: CacheQuestion): Response | undefined {
  const format = answerFormat(question.url.pathname)
  try {
    return format && replayAnswer(hit, question, format)
  } catch {
    return undefined
  }
}

function waitingCaches(misses: readonly CacheMiss[], question: CacheQuestion): WaitingCaches {
  const drop = (why: 'failed' | 'unfit'): void => {
    for (const miss of misses) miss.drop(why)
  }
  return {
    drop,
    record(response) {
      const format = answerFormat(question.url.pathname)
      const recorder: AnswerRecorder | undefined = format && createAnswerRecorder(question, format, response)
      let answerWith: ReturnType<AnswerRecorder['finish']>
      const reading = (isReading: boolean): void => {
        for (const miss of misses) miss.reading?.(isReading)
      }
      reading(false)
      return {
        reading,
        push(bytes) {
          reading(false)
          recorder?.push(bytes)
        },
        end(end) {
          answerWith = recorder?.finish(end)
          if (answerWith === undefined) drop(end === 'complete' ? 'unfit' : 'failed')
        },
        read(told) {
          if (answerWith === undefined) return
          const answer = answerWith(told)
          for (const miss of misses) miss.keep(answer)
        },
      }
    },
  }
}
