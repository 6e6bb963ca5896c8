/** One recorded answer: a JSON file that people review and commit. No header of a request is in it, and so no key. */
export interface RecordedAnswer {
  readonly version: 1
  readonly request: { readonly method: string; readonly url: string; readonly body: string }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    /** How `body` stands for bytes: audio and images are no text. */
    readonly encoding: 'utf8' | 'base64'
  }
}

/** What an SDK reads of an answer's headers. Cookies and the account's name stay out. */
const KEPT_HEADERS = ['content-type', 'retry-after', 'retry-after-ms', 'x-should-retry', 'x-request-id', 'request-id']

/** The headers of an answer that are recorded. */
export function keptHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

/** The bytes of an answer as text, where they are text. */
export function recordedBody(bytes: Uint8Array): Pick<RecordedAnswer['response'], 'body' | 'encoding'> {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf8' }
  } catch {
    return { body: Buffer.from(bytes).toString('base64'), encoding: 'base64' }
  }
}
