/** Reads a stream to its end, and throws if it does not have so many chunks. */
export async function readStream(stream: AsyncIterable<unknown>, chunks: number): Promise<void> {
  let seen = 0
  for await (const _ of stream) seen += 1
  if (seen !== chunks) throw new Error(`the stream had ${seen} chunks, expected ${chunks}`)
}
