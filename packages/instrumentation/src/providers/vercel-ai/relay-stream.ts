/** The answer of a method that streams: parts to come, beside facts about the request. */
export interface RelayedStream {
  readonly stream: ReadableStream<unknown>
}

/**
 * Lets the parts of a stream be watched on their way. The stream of an answer is read by `pipeThrough`, which no replaced method
 * of it would notice, so the reader gets one that hands on each part when it is asked for, and neither reads ahead nor holds back.
 *
 * @param open makes the call
 * @param watched makes the call's watcher of a function that gives its parts: what that gives is read
 * @param isHidden parts that were asked for by us, and are not handed on
 */
export async function relayStream(
  open: () => Promise<RelayedStream>,
  watched: (parts: () => Promise<AsyncIterator<unknown>>) => unknown,
  isHidden?: (part: unknown) => boolean,
): Promise<RelayedStream> {
  let answer: RelayedStream | undefined
  const parts = (await watched(async () => {
    answer = await open()
    return answer.stream.values()
  })) as AsyncIterator<unknown>
  if (answer === undefined) throw new TypeError('the call gave no answer')
  return { ...answer, stream: streamOf(parts, isHidden) }
}

function streamOf(
  parts: AsyncIterator<unknown>,
  isHidden: ((part: unknown) => boolean) | undefined,
): ReadableStream<unknown> {
  return new ReadableStream(
    {
      async pull(controller) {
        let step = await parts.next()
        while (step.done !== true && isHidden?.(step.value) === true) step = await parts.next()
        if (step.done === true) controller.close()
        else controller.enqueue(step.value)
      },
      async cancel(reason) {
        await parts.return?.(reason)
      },
    },
    // Nothing is read before it is wanted.
    { highWaterMark: 0 },
  )
}
