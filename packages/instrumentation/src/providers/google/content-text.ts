import type { PromptText } from '../../provider.ts'

/** The text of contents in any of the forms that the SDK takes: a text, a part, a content, or a list of them. */
export function contentText(contents: unknown): PromptText {
  const texts: string[] = []
  collectText(contents, texts)
  return { texts, overheadTokens: 0 }
}

function collectText(value: unknown, texts: string[]): void {
  if (typeof value === 'string') {
    texts.push(value)
  } else if (Array.isArray(value)) {
    for (const each of value) collectText(each, texts)
  } else if (typeof value === 'object' && value !== null) {
    for (const key of ['text', 'parts', 'content'] as const) collectText(Reflect.get(value, key), texts)
  }
}
