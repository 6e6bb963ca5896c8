import type { CallResponse, StreamFold } from '@costspan/instrumentation/providers'
import { fingerprint } from '../loop/call-fingerprint.ts'
import { attempt } from './attempt.ts'
import { createEventParser } from './server-sent-events.ts'
import type { WireCall } from './wire-call.ts'

/** Reads an answer from its bytes as they pass. Never throws: an answer that cannot be read tells nothing. */
export interface AnswerReader {
  push(bytes: Uint8Array): void
  /** What has been read so far. */
  answer(): Answer
  /** About how many tokens of text a stream has brought, told at once. */
  generatedTokens(): number
}

export interface Answer {
  readonly response: CallResponse
  /** False while the usage is missing, or may still change. */
  readonly hasFinalUsage: boolean
  /** What was generated, as far as it came in pieces: for counting where no usage is sent. */
  readonly generatedText: string
  /** A hash of the answer without its ids; empty where nobody asked for one. */
  readonly fingerprint: string
}

const NOTHING: Answer = { response: {}, hasFinalUsage: false, generatedText: '', fingerprint: '' }

/** Letters of a token in ordinary text. */
const LETTERS_PER_TOKEN = 4

/** Reads with the same description of the provider that telemetry reads with, so that both see the same usage. */
export function createAnswerReader(call: WireCall, contentType: string, withFingerprint = false): AnswerReader {
  const { operation } = call
  if (operation === undefined) return { push() {}, answer: () => NOTHING, generatedTokens: () => 0 }
  const fold = operation.fold?.(call.body)
  const isStream = contentType.includes('text/event-stream') && fold !== undefined
  return careful(isStream ? streamReader(fold, withFingerprint) : wholeReader(call, contentType, withFingerprint))
}

/** A provider may send what nobody expects: that must not reach the application, which may well be able to read it. */
function careful(reader: AnswerReader): AnswerReader {
  return {
    push: (bytes) => attempt(() => reader.push(bytes), undefined),
    answer: () => attempt(() => reader.answer(), NOTHING),
    generatedTokens: () => attempt(() => reader.generatedTokens(), 0),
  }
}

function streamReader(fold: StreamFold<unknown>, withFingerprint: boolean): AnswerReader {
  const events = createEventParser()
  return {
    push(bytes) {
      for (const data of events.push(bytes)) {
        const item = parsed(data)
        if (item !== undefined) fold.add(item)
      }
    },
    answer: () => ({
      response: fold.response(),
      hasFinalUsage: fold.hasFinalUsage(),
      generatedText: fold.generatedText(),
      fingerprint: withFingerprint ? fingerprint(fold.generatedText()) : '',
    }),
    generatedTokens: () => fold.generatedText().length / LETTERS_PER_TOKEN,
  }
}

/** An answer in one piece. One that is no JSON, such as spoken text, is told by its request. */
function wholeReader({ operation, body }: WireCall, contentType: string, withFingerprint: boolean): AnswerReader {
  const decoder = new TextDecoder()
  let text = ''
  const isJson = contentType.includes('json')
  return {
    push(bytes) {
      if (isJson) text += decoder.decode(bytes, { stream: true })
    },
    answer() {
      const value = isJson ? parsed(text) : {}
      if (operation === undefined || value === undefined) return NOTHING
      const response = Array.isArray(value) ? folded(operation.fold?.(body), value) : operation.response(value, body)
      return {
        response,
        hasFinalUsage: response.usage !== undefined,
        generatedText: '',
        fingerprint: withFingerprint ? fingerprint(value) : '',
      }
    },
    generatedTokens: () => 0,
  }
}

/** Gemini streams a list of its items where no event stream is asked for. */
function folded(fold: StreamFold<unknown> | undefined, items: readonly unknown[]): CallResponse {
  for (const item of items) fold?.add(item)
  return fold?.response() ?? {}
}

function parsed(text: string): object | undefined {
  if (text === '[DONE]') return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
