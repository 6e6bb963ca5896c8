import { describe, expect, it } from 'vitest'
import * as cli from '../../packages/cli/src/semconv.ts'
import * as cost from '../../packages/cost/src/semconv.ts'
import * as guard from '../../packages/guard/src/semconv.ts'
import * as instrumentation from '../../packages/instrumentation/src/semconv.ts'

type Names = Readonly<Record<string, string>>

/** Names that two modules spell differently, or values that they call differently. */
function disagreements(one: Names, other: Names): string[] {
  const namesOfOther = new Map(Object.entries(other).map(([name, value]) => [value, name]))
  return Object.entries(one).flatMap(([name, value]) => {
    const problems: string[] = []
    if (name in other && other[name] !== value) problems.push(`${name}: ${value} and ${other[name]}`)
    const theirs = namesOfOther.get(value)
    if (theirs !== undefined && theirs !== name) problems.push(`${value}: ${name} and ${theirs}`)
    return problems
  })
}

describe('the names of attributes and metrics', () => {
  it('are the same in cost and instrumentation, which never import each other', () => {
    expect(disagreements(instrumentation, cost)).toEqual([])
  })

  it('are the same in cost and cli', () => {
    expect(disagreements(cli, cost)).toEqual([])
  })

  it('are the same in cost and guard', () => {
    expect(disagreements(guard, cost)).toEqual([])
  })

  it('include all that instrumentation writes for pricing', () => {
    const read = new Set<unknown>(Object.values(cost))
    const written = Object.values(instrumentation).filter((value) => /^costspan\.|^gen_ai\.usage\./.test(value))
    expect(written.filter((value) => !read.has(value))).toEqual([])
  })
})
