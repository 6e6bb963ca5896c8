import { readFileSync } from 'node:fs'

const PACKAGES = ['cost', 'instrumentation', 'guard', 'cli']
const DECLARATION = /(?:\/\*\*((?:(?!\*\/).)*)\*\/\n)?export const (?!METRIC_|EVENT_)\w+ = '(costspan\.[^']+)'/gs

/** All attributes of ours, with what the comment says above the first package's constant that has one. */
export function attributesReference(): string {
  const meanings = ownAttributes()
  const lines = [...meanings].map(([name, meaning]) => `- \`${shownName(name)}\` ${meaning ?? ''}`)
  return `# Attributes

Beside the attributes of the [GenAI conventions](https://github.com/open-telemetry/semantic-conventions-genai), in their newest names, spans
and metrics have these. Amounts of money in USD are doubles and for reading; what is added up is \`costspan.cost.nano_usd\`.

${lines.join('\n')}
`
}

/** What each attribute means; undefined where no comment says it. */
export function ownAttributes(): ReadonlyMap<string, string | undefined> {
  const meanings = new Map<string, string | undefined>()
  for (const name of PACKAGES) {
    const text = readFileSync(new URL(`../../packages/${name}/src/semconv.ts`, import.meta.url), 'utf8')
    for (const [, comment, attribute = ''] of text.matchAll(DECLARATION)) {
      meanings.set(attribute, meanings.get(attribute) ?? comment?.replaceAll(/\s*\n \*\s*/g, ' ').trim())
    }
  }
  return new Map([...meanings].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** A prefix ends with a dot, and what follows is the application's or the provider's own. */
function shownName(name: string): string {
  return name.endsWith('.') ? `${name}*` : name
}
