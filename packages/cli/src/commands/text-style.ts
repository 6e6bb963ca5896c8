import type { TextStyle } from '../reports/document/render-text.ts'
import { paletteFor } from '../reports/palette.ts'
import type { CommandIo } from './command.ts'

/** How text looks where a command prints it: in colours and to its width on a terminal, plain and whole anywhere else. */
export function textStyle({ stdout, env }: Pick<CommandIo, 'stdout' | 'env'>): TextStyle {
  const { isTTY, columns } = stdout
  return { palette: paletteFor(stdout, env), ...(isTTY === true && columns !== undefined && { width: columns }) }
}
