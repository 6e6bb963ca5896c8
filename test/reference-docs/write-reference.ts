/** Writes the pages of `docs/reference` that are made from the code: `npm run docs:reference`. */
import { writeFileSync } from 'node:fs'
import { referencePages } from './reference-pages.ts'

for (const [name, text] of Object.entries(await referencePages())) {
  writeFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), text)
}
