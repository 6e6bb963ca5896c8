/** One step that makes an application metered. Changes are shown before they are made. */
export type Change =
  | { readonly kind: 'install'; readonly packages: readonly string[]; readonly command: readonly [string, ...string[]] }
  | { readonly kind: 'script'; readonly name: string; readonly from: string; readonly to: string }
  | { readonly kind: 'file'; readonly path: string; readonly text: string }

/** What is proposed for a project. */
export interface Proposal {
  /** The packages of SDKs that will be metered. */
  readonly sdks: readonly string[]
  readonly changes: readonly Change[]
  /** What a person has to do or should know, a sentence each. */
  readonly advice: readonly string[]
}
