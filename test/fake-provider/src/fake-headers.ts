import type { Behaviour } from './behaviour.ts'

/** The header by which a request brings its own behaviour. Headers carry ASCII only, so the rest is escaped. */
export function fakeHeaders(behaviour: Behaviour): { 'x-fake': string } {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return { 'x-fake': JSON.stringify(behaviour).replaceAll(/[^\x20-\x7e]/g, escaped) }
}
