import { shareBar } from '../reports/share-bar.ts'
import { createLiveText, type TerminalStream } from './live-text.ts'

/** How far a long work is, as a bar on a terminal; elsewhere nothing is shown, so that files and logs stay readable. */
export interface ProgressBar {
  /** @param share from 0 to 1 */
  show(share: number, text: string): void
  /** Takes the bar away. */
  clear(): void
}

const WIDTH = 20

export function createProgressBar(stream: TerminalStream & { readonly isTTY?: boolean }): ProgressBar {
  const live = createLiveText(stream)
  return {
    show(share, text) {
      if (stream.isTTY !== true) return
      const percent = `${Math.floor(share * 100)} %`.padStart(5)
      live.draw(`${shareBar(share, WIDTH).padEnd(WIDTH)}${percent}  ${text}`)
    },
    clear: () => live.clear(),
  }
}
