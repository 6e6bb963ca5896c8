import type { Statement } from './statement.ts'

/** A source of statements: one provider's way to tell what it bills. */
export interface StatementSource {
  /** The word of `--provider`. */
  readonly name: string
  /** How its reports are fetched; undefined for those that only come as files. */
  readonly api?: StatementApi
  /** Reads one saved file. Gives undefined for a file of somebody else, so that files need no label. */
  readonly read: (file: SavedFile) => Statement | undefined
}

/** How reports are fetched with an administrator's key. */
export interface StatementApi {
  /** The environment variable that has the key, which no argument and no setting has. */
  readonly keyName: string
  readonly baseUrl: string
  readonly headers: (key: string) => Readonly<Record<string, string>>
  /** The reports to fetch for a window. */
  readonly reports: (window: StatementWindow) => readonly ReportRequest[]
}

/** One report: each page of it is read as if it were a saved file. */
export interface ReportRequest {
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
}

/** Whole UTC days. */
export interface StatementWindow {
  readonly fromMillis: number
  readonly toMillis: number
}

/** A file's name and what is in it. `json` is undefined where it is no JSON. */
export interface SavedFile {
  readonly name: string
  readonly text: string
  readonly json: unknown
}
