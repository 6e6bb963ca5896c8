import { stringify } from 'yaml'

/** The first `costspan.yaml` of a project: what is on, and the two things most people add next, as comments. */
export function starterSettings(projectName: string | undefined): string {
  const serviceName = stringify({ serviceName: projectName ?? 'my-service' }).trimEnd()
  return `# yaml-language-server: $schema=node_modules/@costspan/node/costspan.schema.json
${serviceName}

# Refuse calls before they are paid for:
# budgets:
#   - { limit: $20.00, per: day }
#   - { scope: user, limit: $1.00, per: day }

# What you pay, where it is not the list price:
# discounts:
#   - { provider: openai, percent: 15% }
`
}
