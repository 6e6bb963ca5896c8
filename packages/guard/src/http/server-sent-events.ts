/** Takes the bytes of an event stream in pieces, and gives the data of each event that is complete. */
export interface EventParser {
  push(bytes: Uint8Array): readonly string[]
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation, as far as data goes. */
export function createEventParser(): EventParser {
  const decoder = new TextDecoder()
  let rest = ''
  let endsInReturn = false
  let data: string[] = []
  return {
    push(bytes) {
      const text = decoder.decode(bytes, { stream: true })
      // A line of megabytes, such as a picture, comes in hundreds of pieces: each is looked through once.
      if (!endsInReturn && !/[\r\n]/.test(text)) {
        rest += text
        return []
      }
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      endsInReturn = rest.endsWith('\r')
      const events: string[] = []
      for (const line of lines) {
        if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5))
        else if (line === '' && data.length > 0) {
          events.push(data.join('\n'))
          data = []
        }
      }
      return events
    },
  }
}
