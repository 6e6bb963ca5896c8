import { type EmittedMetric, emittedMetrics } from './emitted-metrics.ts'

/** All metrics that a reader collects from an application in which everything happens that is counted. */
export async function metricsReference(): Promise<string> {
  const sections = (await emittedMetrics()).map(section)
  return `# Metrics

What an application that is metered exports, with the views of \`costViews()\`. Amounts are in USD. \`costspan.feature\`, \`costspan.team\` and
\`costspan.tier\` are the dimensions by default (\`metrics.dimensions\` in [the settings](settings.md)); what the others mean is in
[the attributes](attributes.md). Below each name is the one that Prometheus gives it. \`gen_ai.client.token.usage\` and
\`gen_ai.client.operation.duration\` are only there with \`metrics.olderNames\`. What the Collector counts of services in other languages is in
[its page](../collector.md).

${sections.join('\n\n')}
`
}

function section(metric: EmittedMetric): string {
  const { name, instrument, unit, meaning, attributes, bounds } = metric
  return [
    `## \`${name}\``,
    `${instrument}, unit \`${unit}\`. ${meaning}. In Prometheus \`${prometheusName(metric)}\`.`,
    ...(attributes.length === 0 ? [] : [attributes.map((attribute) => `- \`${attribute}\``).join('\n')]),
    ...(bounds.length === 0 ? [] : [`Buckets up to ${bounds.join(', ')}.`]),
  ].join('\n\n')
}

/** The words that Prometheus has for units; those in braces vanish. */
const UNIT_WORDS: Readonly<Record<string, string>> = { s: 'seconds', d: 'days', USD: 'USD', '1': 'ratio' }

/** Dots become underscores, the unit follows, counters end in `_total`. */
function prometheusName({ name, instrument, unit }: EmittedMetric): string {
  const word = UNIT_WORDS[unit]
  const parts = [name.replaceAll('.', '_'), ...(word === undefined ? [] : [word])]
  return [...parts, ...(instrument === 'Counter' ? ['total'] : [])].join('_')
}
