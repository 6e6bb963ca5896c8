/**
 * A report as a document: what it says, without how it looks. Text, Markdown and HTML are written from this, so that all of
 * them say the same.
 */
export interface ReportDocument {
  readonly title: string
  /** The time and the calls that it is about. */
  readonly subtitle: string
  readonly sections: readonly ReportSection[]
}

export interface ReportSection {
  readonly title: string
  readonly blocks: readonly ReportBlock[]
}

export type ReportBlock =
  | { readonly kind: 'text'; readonly text: string; readonly tone?: Tone }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | {
      readonly kind: 'table'
      readonly columns: readonly TableColumn[]
      readonly rows: readonly (readonly TableCell[])[]
    }

/** Something with details below it. */
export interface ListItem {
  readonly text: string
  readonly details: readonly string[]
  readonly tone?: Tone
}

export interface TableColumn {
  readonly title: string
  readonly align: 'left' | 'right'
}

export interface TableCell {
  readonly text: string
  readonly tone?: Tone
}

/** Whether something is as it should be. */
export type Tone = 'good' | 'warning'
