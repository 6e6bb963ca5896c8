import type { LedgerReader } from '../ledger/ledger.ts'
import type { LiveText } from './live-text.ts'

/** A reader that shows on a terminal while it is being asked: servers may take a minute where a file takes a second. */
export function showQuestions(reader: LedgerReader, source: string, live: LiveText): LedgerReader {
  let [asked, answered] = [0, 0]
  const shown = <Given extends readonly unknown[], Answer>(ask: (...given: Given) => Promise<Answer>) => {
    return async (...given: Given): Promise<Answer> => {
      asked += 1
      live.draw(`asking ${source}, question ${asked}`)
      try {
        return await ask(...given)
      } finally {
        answered += 1
        // The answers of a command are written when nothing is under way, and nothing else may stand there then.
        if (answered === asked) live.clear()
      }
    }
  }
  const { sum, series, countNames, spread, rows, extent, verdicts, captures } = reader
  return {
    ...reader,
    sum: shown(sum),
    series: shown(series),
    countNames: shown(countNames),
    spread: shown(spread),
    rows: shown(rows),
    extent: shown(extent),
    ...(verdicts && { verdicts: shown(verdicts) }),
    ...(captures && { captures: shown(captures) }),
  }
}
