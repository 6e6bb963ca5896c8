import type { JsonObject } from './answer-format.ts'

/** A part of parsed JSON, as far as it is an object. */
export function objectAt(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** A part of parsed JSON, as far as it is a list; of its members the objects. */
export function objectsAt(value: unknown): readonly JsonObject[] {
  return Array.isArray(value)
    ? value.filter((each): each is JsonObject => typeof each === 'object' && each !== null)
    : []
}

/** A part of parsed JSON, as far as it is text. */
export function textAt(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
