import type { Change } from './change.ts'
import type { Project } from './project.ts'

/**
 * The configuration that keeps SDKs outside of what Next.js bundles: an import that was bundled away is seen by nobody, and its
 * calls would be missing without a word.
 */
export function nextConfig(sdks: readonly string[]): Change {
  return { kind: 'file', path: 'next.config.mjs', text: textOf(outside(sdks)) }
}

/** What to add to a configuration that is there already, which is somebody's own code. */
export function nextConfigAdvice({ nextConfig: config }: Project, sdks: readonly string[]): readonly string[] {
  const missing = outside(sdks).filter((name) => config !== undefined && !config.text.includes(name))
  if (config === undefined || missing.length === 0) return []
  const names = missing.map((name) => `'${name}'`).join(', ')
  return [`${config.path} is yours: add ${names} to its serverExternalPackages, or their calls are not seen.`]
}

/** The cost context is outside, too, so that routes and telemetry have the same one. */
function outside(sdks: readonly string[]): readonly string[] {
  return [...sdks, '@costspan/node', '@costspan/cost']
}

function textOf(names: readonly string[]): string {
  return `/** What stays outside of the bundle, so that its imports are seen and its calls are metered. */
export default {
  serverExternalPackages: [${names.map((name) => `'${name}'`).join(', ')}],
}
`
}
