import type { Attributes } from '@opentelemetry/api'
import type * as semconv from '../semconv.ts'

/**
 * Attributes by the names of `semconv.ts`, for code that writes many of them: it spells each name out, and this type holds
 * the spelling against that file.
 *
 * A property whose name stands in the code is added to an object in a few instructions. One whose name is computed, and a
 * constant of another module counts as that, is looked up; and after about sixteen of them V8 turns the object into a hash
 * table, which for the span of a call takes 1.4 kB and makes it twice as expensive to collect the garbage.
 */
export type NamedAttributes = { [Name in (typeof semconv)[keyof typeof semconv]]?: Attributes[string] }
