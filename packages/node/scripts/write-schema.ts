/**
 * Writes the JSON Schema of `costspan.yaml`, for editors and checks: `npm run schema -w @costspan/node`.
 *
 * Run it after changing the settings; a test fails while it has not been run.
 */
import { writeFileSync } from 'node:fs'
import * as z from 'zod'
import { optionsSchema } from '../src/config/options-schema.ts'

const SCHEMA_FILE = new URL('../costspan.schema.json', import.meta.url)

/** The schema as it should be. */
export function publishedSchema(): unknown {
  return z.toJSONSchema(optionsSchema(z), { io: 'input' })
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, `${JSON.stringify(publishedSchema(), undefined, 2)}\n`)
