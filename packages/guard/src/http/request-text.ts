import type { RequestBody } from './wire-call.ts'

/** The body of a request, read without being changed or used up. */
export interface RequestText {
  readonly body: RequestBody
  readonly bytes: number
  /** The JSON as it was sent; undefined where the body is no JSON, and so cannot be rewritten. */
  readonly json: string | undefined
}

/**
 * Reads what a `fetch` is about to send: text, bytes, a blob or a form, in `init` or in a `Request`.
 *
 * @returns undefined where there is no body, or one that can be read only once
 */
export async function readRequest(
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<RequestText | undefined> {
  const body = init?.body
  if (typeof body === 'string') return ofText(body)
  if (body instanceof FormData) return ofForm(body)
  if (ArrayBuffer.isView(body)) return ofText(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString())
  if (body instanceof ArrayBuffer) return ofText(Buffer.from(body).toString())
  if (body instanceof Blob) return ofText(await body.text())
  if (body === undefined || body === null) {
    if (!(input instanceof Request) || input.body === null || input.bodyUsed) return undefined
    const copy = input.clone()
    const isForm = input.headers.get('content-type')?.startsWith('multipart/form-data') === true
    return isForm ? copy.formData().then(ofForm, () => undefined) : ofText(await copy.text())
  }
  return undefined
}

function ofText(text: string): RequestText | undefined {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
    return { body: body as RequestBody, bytes: Buffer.byteLength(text), json: text }
  } catch {
    return undefined
  }
}

/** Files are counted, and not read. */
function ofForm(form: FormData): RequestText {
  const body: Record<string, unknown> = {}
  let bytes = 0
  for (const [name, value] of form) {
    if (typeof value === 'string') body[name] = value
    bytes += typeof value === 'string' ? Buffer.byteLength(value) : value.size
  }
  return { body, bytes, json: undefined }
}
