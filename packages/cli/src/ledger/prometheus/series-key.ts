/** The labels of a series, without its name. */
export type SeriesLabels = Readonly<Record<string, string>>

/** What tells a series from the others of its metric. */
export function seriesKey(labels: SeriesLabels): string {
  return JSON.stringify(Object.entries(ownLabels(labels)).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The labels that a series has of its own: its name, and what our questions add, are not among them. */
export function ownLabels(labels: SeriesLabels): SeriesLabels {
  const { __name__: _name, costspan_step_end: _end, ...own } = labels
  return own
}
