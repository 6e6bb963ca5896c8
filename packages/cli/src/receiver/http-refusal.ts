/** An export that is answered with an HTTP error; its message is sent to the caller, who has to act on it. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal'
  readonly statusCode: number
  /** Added to the answer: `allow` for a 405. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    statusCode: number,
    message: string,
    options: { headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.statusCode = statusCode
    this.headers = options.headers ?? {}
  }
}
