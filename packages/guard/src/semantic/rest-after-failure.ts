/** How long something that failed is left alone, so that not each call waits for it. */
const REST_MILLIS = 1_000

/** When something that failed may be tried again. */
export interface RestAfterFailure {
  isOver(atMillis: number): boolean
  /** Gives true where it was not resting already. */
  begin(atMillis: number): boolean
}

export function restAfterFailure(): RestAfterFailure {
  let untilMillis = -Infinity
  return {
    isOver: (atMillis) => atMillis >= untilMillis,
    begin(atMillis) {
      const wasOver = atMillis >= untilMillis
      untilMillis = atMillis + REST_MILLIS
      return wasOver
    },
  }
}
