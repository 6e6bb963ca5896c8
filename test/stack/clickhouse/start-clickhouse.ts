import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pythonWithRequirements } from '../python/python-environment.ts'
import { exporterTable } from './exporter-table.ts'

/** ClickHouse with the table of the Collector's exporter, over HTTP. */
export interface ClickhouseServer {
  readonly url: string
  insert(rows: readonly object[]): Promise<void>
  stop(): Promise<void>
}

/** Starts ClickHouse, which is a library of Python here, behind its HTTP interface. */
export async function startClickhouse(): Promise<ClickhouseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'costspan-clickhouse-'))
  const table = join(folder, 'table.sql')
  writeFileSync(table, exporterTable())
  const python = pythonWithRequirements(join(import.meta.dirname, 'requirements.txt'))
  const child = spawn(python, [join(import.meta.dirname, 'serve.py'), table], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [port] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited])) as [unknown]
  if (child.exitCode !== null) throw new Error(`ClickHouse ended with ${child.exitCode}`)
  const url = `http://127.0.0.1:${String(port)}`
  return {
    url,
    async insert(rows) {
      const body = `INSERT INTO otel.otel_traces FORMAT JSONEachRow ${rows.map((row) => JSON.stringify(row)).join('\n')}`
      const response = await fetch(url, { method: 'POST', body })
      if (!response.ok) throw new Error(await response.text())
    },
    async stop() {
      child.kill()
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
