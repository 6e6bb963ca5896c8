/**
 * YAML that people read: block style, texts in single quotes, and comments above what they are about. Only what the
 * configuration of a collector needs.
 */
export type YamlValue = string | number | boolean | readonly YamlValue[] | YamlMap | Note

/** A map in the order of its keys. Keys whose value is undefined are left out. */
export interface YamlMap {
  readonly [key: string]: YamlValue | undefined
}

/** A value with a comment. */
export interface Note {
  readonly [COMMENT]: string
  readonly value: YamlValue
}

const COMMENT: unique symbol = Symbol('comment')
const WIDTH = 120

/** Puts a comment above a value; it is wrapped to the width of the page. */
export function note(comment: string, value: YamlValue): Note {
  return { [COMMENT]: comment, value }
}

/** The text of a document, with a comment at its top. */
export function yamlText(heading: string, document: YamlMap): string {
  return `${commentLines(heading, '').join('\n')}\n${mapLines(document, '').join('\n')}\n`
}

function mapLines(map: YamlMap, indent: string): string[] {
  return Object.entries(map).flatMap(([key, entry]) => {
    if (entry === undefined) return []
    const { comment, value } = opened(entry)
    const lines = isNested(value)
      ? [`${indent}${scalar(key)}:`, ...nestedLines(value, `${indent}  `)]
      : [`${indent}${scalar(key)}: ${inline(value)}`]
    return [...commentLines(comment, indent), ...lines]
  })
}

function listLines(list: readonly YamlValue[], indent: string): string[] {
  return list.flatMap((entry) => {
    const { comment, value } = opened(entry)
    const [first = '', ...rest] = isNested(value) ? nestedLines(value, `${indent}  `) : [`${indent}  ${inline(value)}`]
    return [...commentLines(comment, indent), `${indent}- ${first.trimStart()}`, ...rest]
  })
}

function nestedLines(value: readonly YamlValue[] | YamlMap, indent: string): string[] {
  return isList(value) ? listLines(value, indent) : mapLines(value, indent)
}

function opened(entry: YamlValue): { comment: string; value: Exclude<YamlValue, Note> } {
  if (!isNote(entry)) return { comment: '', value: entry }
  const inner = opened(entry.value)
  return { comment: [entry[COMMENT], inner.comment].filter(Boolean).join('\n'), value: inner.value }
}

function isNote(entry: YamlValue): entry is Note {
  return typeof entry === 'object' && COMMENT in entry
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value)
}

function isNested(value: Exclude<YamlValue, Note>): value is readonly YamlValue[] | YamlMap {
  if (typeof value !== 'object') return false
  return isList(value) ? value.length > 0 && !value.every(isShort) : Object.keys(value).length > 0
}

/** Names of components stand in one line. */
function isShort(value: YamlValue): boolean {
  return typeof value === 'string' && /^[\w/]{1,40}$/.test(value)
}

function inline(value: Exclude<YamlValue, Note>): string {
  if (isList(value)) return `[${value.map(String).join(', ')}]`
  return typeof value === 'object' ? '{}' : scalar(value)
}

/** A plain word, or quoted text: single quotes know no escapes, so that patterns stay as they are. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  const isPlain = /^[A-Za-z_][\w./-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value)
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`
}

function commentLines(comment: string, indent: string): string[] {
  if (comment === '') return []
  return comment
    .split('\n')
    .flatMap((paragraph) => wrapped(paragraph, WIDTH - indent.length - 2).map((line) => `${indent}# ${line}`.trimEnd()))
}

function wrapped(paragraph: string, width: number): string[] {
  const lines = ['']
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}
