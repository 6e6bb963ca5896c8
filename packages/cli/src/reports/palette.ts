import { styleText } from 'node:util'

/** How parts of a report look: in colours on a terminal, as plain text elsewhere. */
export interface Palette {
  readonly title: (text: string) => string
  readonly faint: (text: string) => string
  readonly money: (text: string) => string
  readonly bar: (text: string) => string
  readonly good: (text: string) => string
  readonly warning: (text: string) => string
}

/** No colours at all, for files and for terminals that cannot. */
export const PLAIN: Palette = {
  title: String,
  faint: String,
  money: String,
  bar: String,
  good: String,
  warning: String,
}

/** The caller decides whether there are colours; nothing is asked of the environment here. */
export const COLOURED: Palette = {
  title: (text) => styleText('bold', text, FORCED),
  faint: (text) => styleText('dim', text, FORCED),
  money: (text) => styleText('bold', text, FORCED),
  bar: (text) => styleText('cyan', text, FORCED),
  good: (text) => styleText('green', text, FORCED),
  warning: (text) => styleText('yellow', text, FORCED),
}

const FORCED = { validateStream: false } as const

/** Colours where a person reads along, unless `NO_COLOR` asks for none (https://no-color.org). */
export function paletteFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Palette {
  const noColor = env['NO_COLOR'] ?? ''
  return stream.isTTY === true && noColor === '' ? COLOURED : PLAIN
}
