/** What `costspan init` knows of a project before it proposes anything. */
export interface Project {
  readonly folder: string
  readonly name: string | undefined
  /** The scripts of package.json by name. */
  readonly scripts: Readonly<Record<string, string>>
  /** The dependencies that it declares, of all kinds, by name. */
  readonly dependencies: ReadonlySet<string>
  /** SDKs that are installed, and that a dependency such as LangChain has brought. */
  readonly broughtSdks: ReadonlySet<string>
  readonly packageManager: PackageManager
  /** Files of the folder itself, by name. */
  readonly files: ReadonlySet<string>
  /** The configuration of Next.js, where there is one. */
  readonly nextConfig: { readonly path: string; readonly text: string } | undefined
}

/** Who installs packages here, told by the lockfile. */
export const PACKAGE_MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'] as const
/** One of these. */
export type PackageManager = (typeof PACKAGE_MANAGERS)[number]
