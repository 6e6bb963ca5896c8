import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { checkOptions } from '../../../packages/node/src/config/check-options.ts'
import { parseYaml } from '../../../packages/node/src/config/parse-yaml.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedText } from '../mutated.ts'

const root = new URL('../../../', import.meta.url)
const samples = [
  'collector-config/costspan.yaml',
  'test/fixtures/prices/settings.yaml',
  'test/matrix/guarded.yaml',
].map((path) => readFileSync(new URL(path, root), 'utf8'))

/** Settings are taken as what they are, or refused in words that say where to look. */
export const settings: FuzzTarget = {
  name: 'costspan.yaml is read, or refused with a TypeError that names the file',
  property: fc.property(fc.oneof(mutatedText(samples), fc.string({ maxLength: 80 })), (text) => {
    try {
      expect(checkOptions(parseYaml(text, 'my.yaml'), 'my.yaml')).toBeTypeOf('object')
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
      expect((error as Error).message).toMatch(/^my\.yaml: ./)
    }
  }),
}
