import { shown } from '../budget/shown.ts'
import { type Rung, RUNG_ACTIONS } from './rung.ts'

const EXPECTED = 'a list of rungs such as { at: 90, action: "downgrade", features: ["summary"] }'

/**
 * Reads the rungs of a ladder, and puts them in order.
 *
 * @throws TypeError naming the path, the value and what was expected
 */
export function readLadder(ladder: unknown, path: string): readonly Rung[] {
  if (!Array.isArray(ladder)) throw new TypeError(`${path} must be ${EXPECTED}, got ${shown(ladder)}`)
  const rungs = ladder.map((rung: unknown, index) => readRung(rung, `${path}[${index}]`))
  return rungs.toSorted((a, b) => a.atPercent - b.atPercent)
}

function readRung(rung: unknown, path: string): Rung {
  if (typeof rung !== 'object' || rung === null)
    throw new TypeError(`${path} must be in ${EXPECTED}, got ${shown(rung)}`)
  const { at, action, features, ...others } = rung as Record<string, unknown>
  const [unknownKey] = Object.keys(others)
  if (unknownKey !== undefined) throw new TypeError(`${path}.${unknownKey} is unknown; expected at, action, features`)
  const known = RUNG_ACTIONS.find((each) => each === action)
  if (known === undefined) {
    throw new TypeError(`${path}.action must be one of ${RUNG_ACTIONS.join(', ')}, got ${shown(action)}`)
  }
  return {
    atPercent: readPercent(at, `${path}.at`),
    action: known,
    features: readFeatures(features, `${path}.features`),
  }
}

function readPercent(at: unknown, path: string): number {
  const percent = typeof at === 'string' ? Number(/^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(at)?.[1] ?? Number.NaN) : at
  if (typeof percent === 'number' && percent > 0 && percent <= 1_000) return percent
  throw new TypeError(`${path} must be a percentage above 0 and up to 1000, such as 90 or "90%", got ${shown(at)}`)
}

function readFeatures(features: unknown, path: string): readonly string[] | undefined {
  if (features === undefined) return undefined
  if (Array.isArray(features) && features.length > 0 && features.every((each) => typeof each === 'string'))
    return features
  throw new TypeError(`${path} must be a list of features, got ${shown(features)}`)
}
