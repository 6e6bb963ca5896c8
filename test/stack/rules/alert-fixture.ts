import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** When an alert fires, with what it says, and when it does not. One file for each alert in test/fixtures/alerts. */
export interface AlertFixture {
  readonly alert: string
  readonly fires: AlertCase & { readonly alerts: readonly ExpectedAlert[] }
  readonly quiet: AlertCase
}

export interface AlertCase {
  /** Between samples, and between evaluations. */
  readonly interval: string
  readonly at: string
  /** Names with labels, and values in promtool's notation. Series that a rule records may be given in its place. */
  readonly series: Readonly<Record<string, string>>
}

interface ExpectedAlert {
  readonly labels: Readonly<Record<string, string>>
  readonly summary: string
}

const FOLDER = join(import.meta.dirname, '../../fixtures/alerts')

export function alertFixtures(): AlertFixture[] {
  return readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as AlertFixture)
}
