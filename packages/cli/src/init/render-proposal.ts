import type { Palette } from '../reports/palette.ts'
import type { Change, Proposal } from './change.ts'

/** The proposal as a person reads it: what is found, and each change as lines that go and come. */
export function renderProposal({ sdks, changes, advice }: Proposal, palette: Palette): string {
  const found = `Found ${sdks.join(', ')}: every call will be metered.`
  const steps = changes.map((change) => renderChange(change, palette))
  const nothing = changes.length === 0 && advice.length === 0 ? ['Everything is in place.'] : []
  return `${[found, ...steps, ...advice.map((text) => `Note: ${text}`), ...nothing].join('\n\n')}\n`
}

function renderChange(change: Change, palette: Palette): string {
  if (change.kind === 'install') return `${palette.title('run')} ${change.command.join(' ')}`
  if (change.kind === 'script') {
    return [
      `${palette.title('package.json')} script "${change.name}"`,
      palette.warning(`- ${change.from}`),
      palette.good(`+ ${change.to}`),
    ].join('\n')
  }
  const lines = change.text.trimEnd().split('\n')
  return [`${palette.title(change.path)} (new)`, ...lines.map((line) => palette.good(`+ ${line}`.trimEnd()))].join('\n')
}
