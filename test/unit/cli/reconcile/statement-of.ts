import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readStatements, type Statement } from '@costspan/cli'

/** The statement that saved reports make, read as `costspan reconcile` reads them. */
export function statementOf(reports: readonly (object | string)[]): Statement {
  const folder = mkdtempSync(join(tmpdir(), 'costspan-statement-'))
  try {
    const files = reports.map((report, index) => {
      const file = join(folder, `report-${index}`)
      writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report))
      return file
    })
    const [statement] = readStatements(files)
    if (statement === undefined) throw new TypeError('no statement')
    return statement
  } finally {
    rmSync(folder, { recursive: true })
  }
}
