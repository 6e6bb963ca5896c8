/** What `costspan init` knows of a project before it proposes anything. */
export interface Project {
  readonly folder: string
  readonly name: string | undefined
  /** The scripts of package.json by name. */
  readonly scripts: Readonly<Record<string, string>>
  /** The dependencies that it declares, of all kinds, by name. */
  readonly dependencies: ReadonlySet<string>
  readonly packageManager: PackageManager
  /** Files of the folder itself, by name. */
  readonly files: ReadonlySet<string>
}

/** Who installs packages here, told by the lockfile. */
export const PACKAGE_MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'] as const
/** One of these. */
export type PackageManager = (typeof PACKAGE_MANAGERS)[number]
