import { inspect } from 'node:util'
import type { core } from 'zod'
import { nearestName } from './nearest-name.ts'

/**
 * What was expected, as an issue's message: what the schema says of the part, or one of these. Of keys that are not known,
 * the message lists those that are.
 */
export function expectationOf(issue: core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') return knownKeys(issue.inst).join(', ')
  return issue.code === 'invalid_type' ? EXPECTATIONS[issue.expected] : undefined
}

const EXPECTATIONS: Readonly<Partial<Record<string, string>>> = {
  array: 'a list',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  string: 'text',
}

function knownKeys(schema: unknown): readonly string[] {
  return Object.keys((schema as { shape?: object } | undefined)?.shape ?? {})
}

/** An issue in words: the path, what was expected and the value; one line for each key that is not known. */
export function describeIssue(issue: core.$ZodIssue): readonly string[] {
  const path = pathText(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(', ')
    return issue.keys.map((key) => unknownKey(pathText([...issue.path, key]), nearestName(key, known), known))
  }
  return [`${path === '' ? 'the settings' : path} must be ${issue.message}, got ${shown(issue.input)}`]
}

function unknownKey(path: string, meant: string | undefined, known: readonly string[]): string {
  return meant === undefined
    ? `${path} is not known, expected one of ${known.join(', ')}`
    : `${path} is not known, did you mean ${meant}?`
}

/** A path as code would write it: `prices[0].units["tool.web_search"]`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).reduce((text, key, index) => {
    if (typeof path[index] === 'number') return `${text}[${key}]`
    if (!/^[\w$]+$/.test(key)) return `${text}[${JSON.stringify(key)}]`
    return text === '' ? key : `${text}.${key}`
  }, '')
}

const MOST_CHARACTERS = 200

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 2, breakLength: Infinity })
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text
}
