import type { Attributes } from '@opentelemetry/api'

/**
 * Dialect: the names, and the meanings of them, by which one emitter of spans departs from the GenAI conventions.
 *
 * A dialect only translates. Everything behind it knows the conventions alone, so that an emitter is one file here and one
 * line in `dialects.ts`.
 */
export interface Dialect {
  /** Whether a span is written in this dialect. Looked at only where the conventions' operation is missing. */
  speaks(attributes: Attributes): boolean
  /** The call in the conventions' names, or undefined where the span is no call but an agent, a tool, a retriever. */
  translate(attributes: Attributes, spanName: string): Attributes | undefined
}

/** The attributes that have a value. */
export function present(attributes: Readonly<Record<string, Attributes[string]>>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined))
}

/** A value of an attribute that is to be a number. */
export function numberAt(attributes: Attributes, name: string): number | undefined {
  const value = attributes[name]
  return typeof value === 'number' ? value : undefined
}

/** A value of an attribute that is to be text. */
export function textAt(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
