/** Versions from one on and before another: what was tested. A new major is tested before it is added. */
export interface VersionRange {
  readonly from: string
  readonly before: string
}

/** The range as npm writes it. */
export function npmRange({ from, before }: VersionRange): string {
  return `>=${from} <${before}`
}

/** Whether a version lies in the range. A prerelease counts as the version that it precedes. */
export function isInRange(version: string, { from, before }: VersionRange): boolean {
  return compare(version, from) >= 0 && compare(version, before) < 0
}

function compare(one: string, other: string): number {
  const [a, b] = [parts(one), parts(other)]
  const index = a.findIndex((part, at) => part !== b[at])
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}

function parts(version: string): number[] {
  const [major, minor, patch] = version.split('.').map((part) => Number.parseInt(part, 10))
  return [major || 0, minor || 0, patch || 0]
}
