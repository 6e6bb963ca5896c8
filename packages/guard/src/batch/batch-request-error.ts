/** A request of a batch that has no answer: it failed, was cancelled, or ran out of time. It was not billed. */
export class BatchRequestError extends Error {
  override readonly name = 'BatchRequestError'
  /** The application's own id of the request. */
  readonly id: string

  constructor(id: string, reason: string) {
    super(`the request ${id} of a batch has no answer: ${reason}`)
    this.id = id
  }
}
