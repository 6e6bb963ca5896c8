/** Server-sent events as text. JSON never contains a bare line feed, so one `data` line is always enough. */

export function dataEvent(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

export function namedEvent(name: string, value: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`
}

/** The last event of OpenAI's chat, completions and image streams. */
export const DONE_EVENT = 'data: [DONE]\n\n'
