/** A file that cannot be ingested as a whole; the message says which and why. */
export class IngestError extends Error {
  override readonly name = 'IngestError'
}
