import { readFileSync } from 'node:fs'

/** A part of the JSON Schema of `costspan.yaml`, as far as a reader wants to know it. */
interface Schema {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
}

/** All settings of `costspan.yaml`, from its published JSON Schema. */
export function settingsReference(): string {
  const schema = JSON.parse(
    readFileSync(new URL('../../packages/node/costspan.schema.json', import.meta.url), 'utf8'),
  ) as Schema
  const sections = Object.entries(schema.properties ?? {}).map(([name, setting]) => section(name, setting))
  return `# Settings

\`costspan.yaml\`, or the same in \`register({ ... })\`. A wrong key, type or amount stops the start, with its path, its value and what was
expected. Editors know the settings by \`# yaml-language-server: $schema=node_modules/@costspan/node/costspan.schema.json\`.

${sections.join('\n\n')}
`
}

function section(name: string, schema: Schema): string {
  const lines = members(schema, 0)
  const heading = `## \`${name}\`\n\n${kind(schema)}. ${schema.description ?? ''}`.trimEnd()
  return lines.length === 0 ? heading : `${heading}\n\n${lines.join('\n')}`
}

/** The keys of an object, of the objects in a list, or of the one kind of object that a setting may be. */
function members(schema: Schema, depth: number): readonly string[] {
  const object = objectOf(schema)
  if (object?.properties === undefined) return []
  return Object.entries(object.properties).flatMap(([name, member]) => {
    const needed = object.required?.includes(name) === true ? ', required' : ''
    const line = `${'  '.repeat(depth)}- \`${name}\` (${kind(member)}${needed}) ${member.description ?? ''}`.trimEnd()
    return [line, ...members(member, depth + 1)]
  })
}

function objectOf(schema: Schema): Schema | undefined {
  if (schema.properties !== undefined) return schema
  if (schema.items !== undefined) return objectOf(schema.items)
  if (typeof schema.additionalProperties === 'object') return objectOf(schema.additionalProperties)
  const objects = (schema.anyOf ?? []).filter((each) => objectOf(each) !== undefined)
  return objects.length === 1 && objects[0] !== undefined ? objectOf(objects[0]) : undefined
}

function kind(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' | ')
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kind))].join(' | ')
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : kind(schema.items)}`
  if (typeof schema.additionalProperties === 'object') return `by name: ${kind(schema.additionalProperties)}`
  return schema.type ?? 'any'
}
