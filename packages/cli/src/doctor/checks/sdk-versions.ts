import { providers } from '@costspan/instrumentation/providers'
import { type DoctorCheck, type Finding, ok, warning } from '../finding.ts'

/** Whether the installed SDKs are of versions that are metered. */
export const sdkVersions: DoctorCheck = {
  name: 'SDK versions',
  check({ packages }) {
    const installed = providers.flatMap(({ module, versions }) =>
      (packages.get(module) ?? []).map((version) => ({ module, version, versions })),
    )
    if (installed.length === 0) return [{ level: 'unknown', text: 'no SDK that is metered is installed here' }]
    const untested = installed.filter(({ version, versions }) => !isBetween(version, versions.from, versions.before))
    if (untested.length === 0) return ok(installed.map(({ module, version }) => `${module} ${version}`).join(', '))
    return untested.map(({ module, version, versions }): Finding =>
      warning(
        `${module} ${version} is not metered`,
        `Install a version from ${versions.from} on and before ${versions.before}, or newer costspan packages.`,
      ),
    )
  },
}

function isBetween(version: string, from: string, before: string): boolean {
  return compare(version, from) >= 0 && compare(version, before) < 0
}

function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split(/[.-]/).slice(0, 3).map(Number)) as [number[], number[]]
  const at = a.findIndex((part, index) => part !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
