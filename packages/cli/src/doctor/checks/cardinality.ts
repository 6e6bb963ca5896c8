import { type DoctorCheck, type Finding, ok, warning } from '../finding.ts'

/** Attributes that have a value for each user, request or run: as attributes of metrics they make a series for each. */
const UNBOUNDED =
  /^(?:user\.id|session\.id|gen_ai\.conversation\.id|costspan\.run|costspan\.tenant|enduser\.id|http\.url)$/
/** The OpenTelemetry SDK folds what is beyond 2,000 series of a metric into one. */
const MOST_FEATURES = 500

/** Whether metrics stay within bounds. */
export const cardinality: DoctorCheck = {
  name: 'cardinality',
  check({ settings, ledger }) {
    const dimensions = 'config' in settings ? (settings.config.attribution?.dimensions ?? []) : []
    const findings: Finding[] = dimensions
      .filter((name) => UNBOUNDED.test(name))
      .map((name) =>
        warning(
          `attribution.dimensions has ${name}, which has many values`,
          'Take it out: spans and the ledger have it anyway.',
        ),
      )
    if (ledger !== undefined && ledger.features > MOST_FEATURES) {
      findings.push(
        warning(
          `${ledger.features} features are in the ledger: metrics would need a series for each`,
          'Name features by what they are for, and put ids into tags or user.',
        ),
      )
    }
    return findings.length === 0 ? ok('metrics stay within bounds') : findings
  },
}
