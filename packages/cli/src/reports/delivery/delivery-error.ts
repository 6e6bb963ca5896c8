/** A report that nobody took; the message says who and why, in one sentence for people. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError'
}
