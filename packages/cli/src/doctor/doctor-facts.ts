import type { CostspanConfig } from '@costspan/node/config'

/** All that the checks look at, gathered once. What could not be gathered is undefined. */
export interface DoctorFacts {
  readonly nowMillis: number
  readonly nodeVersion: string
  readonly env: NodeJS.ProcessEnv
  readonly settings: { readonly config: CostspanConfig } | { readonly problem: string }
  /** Installed packages by name, with each version that is there. */
  readonly packages: ReadonlyMap<string, readonly string[]>
  /** The scripts of package.json, where applications are started. */
  readonly scripts: readonly string[]
  readonly endpoint: EndpointFacts | undefined
  /** When the prices in use were published. */
  readonly pricesPublishedMillis: number
  /** What is in the ledger; undefined where there is none. */
  readonly ledger: LedgerFacts | undefined
}

/** What an OTLP endpoint answered to an empty export. */
export interface EndpointFacts {
  readonly url: string
  readonly status: number | undefined
  readonly problem: string | undefined
  /** Its clock, by the `date` of its answer, and ours at that time. */
  readonly clock: { readonly theirsMillis: number; readonly oursMillis: number } | undefined
}

/** The last days of a ledger. */
export interface LedgerFacts {
  readonly file: string
  readonly calls: number
  readonly lastCallMillis: number
  readonly providers: readonly string[]
  readonly features: number
  /** Models without a price, with their calls. */
  readonly unpriced: readonly { readonly model: string; readonly calls: number }[]
  /** Of the newest calls, how many there were and how many look like another span of the same call. */
  readonly newest: number
  readonly twins: number
}
