/** A series that Prometheus computes again and again and keeps. Its name is `level:metric:operation`, as Prometheus advises. */
export interface RecordingRule {
  readonly record: string
  readonly expr: string
  readonly labels?: Readonly<Record<string, string>>
}

/** A condition that somebody hears of. `severity` is what Alertmanager routes by. */
export interface AlertRule {
  readonly alert: string
  readonly expr: string
  /** How long the condition must hold before anybody hears of it. */
  readonly forMinutes: number
  /** `page` wakes somebody, `ticket` waits for the morning; or a template of Prometheus that gives one of them. */
  readonly severity: string
  /** One line with the numbers, in the template language of Prometheus. */
  readonly summary: string
  /** What it means and where to look first. */
  readonly description: string
}

/** Rules that are evaluated together, in order: a later one sees what an earlier one has just recorded. */
export interface RuleGroup<Rule> {
  readonly name: string
  readonly intervalSeconds: number
  readonly rules: readonly Rule[]
}
