/** The value of the condition as dollars with cents, in the template language of Prometheus. */
export const USD_VALUE = '${{ $value | printf "%.2f" }}'

/** The value of the condition, a fraction of 1, as a percentage. */
export const PERCENT_VALUE = '{{ $value | humanizePercentage }}'

/**
 * Dollars that are not the value of the condition: Prometheus asks for them when the alert fires. A series that is gone
 * leaves a question mark, in place of an alert without a text.
 *
 * @param labels those by which the series is found; the alert has the same
 */
export function usdOf(series: string, ...labels: readonly string[]): string {
  return asked(series, labels.map((label) => `${label}=%q`).join(','), labels)
}

/** What the budget of the alert allows for a month. */
export const MONTHLY_LIMIT: string = asked('budget:costspan_limit_usd', 'budget=%q,window=\\"month\\"', ['budget'])

function asked(series: string, matchers: string, labels: readonly string[]): string {
  const values = labels.map((label) => `$labels.${label}`).join(' ')
  return `{{ with printf "${series}{${matchers}}" ${values} | query }}{{ . | first | value | printf "$%.2f" }}{{ else }}?{{ end }}`
}
