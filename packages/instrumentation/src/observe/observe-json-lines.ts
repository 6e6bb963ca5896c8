import { beginsWithBrace, observeBodyStream } from './observe-body-stream.ts'

/**
 * Tells `onText` the JSON lines of a body as the application reads it: whole, by the methods that give it so, or as it comes,
 * by `body`. Nothing is read that the application does not read. A body that does not begin with a brace is something else,
 * perhaps large, and is left alone.
 */
export function observeJsonLines(response: Response, onText: (text: string) => void): void {
  if (!Object.isExtensible(response)) return
  const seen = (bytes: Uint8Array): void => {
    if (beginsWithBrace(bytes)) onText(new TextDecoder().decode(bytes))
  }
  watch(response, 'text', (text) => {
    if (text.startsWith('{')) onText(text)
  })
  watch(response, 'arrayBuffer', (buffer) => seen(new Uint8Array(buffer)))
  watch(response, 'bytes', seen)
  watch(response, 'blob', async (blob) => {
    if ((await blob.slice(0, 1).text()) === '{') onText(await blob.text())
  })
  if (response.body !== null) observeBodyStream(response.body, onText)
}

interface Bodies {
  readonly text: string
  readonly arrayBuffer: ArrayBuffer
  readonly bytes: Uint8Array
  readonly blob: Blob
}

function watch<Name extends keyof Bodies>(
  response: Response,
  name: Name,
  seen: (body: Bodies[Name]) => void | Promise<void>,
): void {
  const read = response[name] as (() => Promise<Bodies[Name]>) | undefined
  if (read === undefined) return
  const watched = (): Promise<Bodies[Name]> =>
    read.call(response).then((body) => {
      void tell(seen, body)
      return body
    })
  Object.defineProperty(response, name, { value: watched, configurable: true, writable: true })
}

/** What goes wrong in looking at a body is not its reader's business. */
async function tell<Body>(seen: (body: Body) => void | Promise<void>, body: Body): Promise<void> {
  try {
    await seen(body)
  } catch {}
}
