const BY = ['feature', 'team', 'user', 'tier', 'model']

/** What the page asks for each of its views, all at once, in a window such as `from=...&to=...`. */
export function dashboardViews(window: string): Readonly<Record<string, readonly string[]>> {
  const overviewOf = (asked: string): readonly string[] => [
    `overview?${asked}`,
    `month?${asked}`,
    `series?${asked}&by=feature`,
    ...BY.map((by) => `breakdown?${asked}&by=${by}&limit=6`),
  ]
  return {
    overview: overviewOf(window),
    'overview by user': [
      ...overviewOf(window).filter((each) => !each.startsWith('series')),
      `series?${window}&by=user`,
    ],
    'overview of one user': overviewOf(`${window}&where=user:user-0042`),
    calls: [`calls?${window}&order=newest`],
    'dearest calls': [`calls?${window}&order=dearest`],
    budgets: ['budgets'],
    outlook: [`month?${window}`, `anomalies?${window}`],
    savings: [`savings?${window}`],
  }
}
