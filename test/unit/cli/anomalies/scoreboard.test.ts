import { describe, expect, it } from 'vitest'
import type { DetectorName } from './detectors.ts'
import { type Score, scoreboard } from './scoreboard.ts'
import type { CompanyOptions, Incident } from './seeded-company.ts'

const incident = (fromDay: number, hour: number, hours: number, factor: number): { incident: Incident } => ({
  incident: { fromHour: fromDay * 24 + hour, hours, factor, by: 'one user' },
})

/** The series are the same for all detectors: 25 of nine weeks, of which the last four are judged. */
const INCIDENTS: Readonly<Record<string, Omit<CompanyOptions, 'seed' | 'days'>>> = {
  'seven times the usual for an hour of the night': incident(52, 3, 1, 7),
  'three times the usual for an hour of the day': incident(52, 14, 1, 3),
  'three times the usual for four days': incident(52, 10, 96, 3),
}

const others = (scores: Record<DetectorName, Score>): readonly Score[] =>
  Object.entries(scores).flatMap(([name, score]) => (name === 'costspan' ? [] : [score]))

describe('beside the detectors of the seeds and the rules of Grafana, on the same 25 series', () => {
  it.each(Object.entries(INCIDENTS))(
    'finds %s in its first hour, and no other does so more often, sooner or with fewer false alarms',
    (_, scenario) => {
      const scores = scoreboard(scenario)
      expect(scores.costspan).toEqual({ found: 1, delayHours: 0, mostDelayHours: 0, falseDaysPerWeek: 0 })
      const better = others(scores).filter(({ found, falseDaysPerWeek }) => found === 1 && falseDaysPerWeek === 0)
      expect(better.every(({ delayHours }) => delayHours > 0)).toBe(true)
    },
    120_000,
  )

  it.each([
    ['calm weeks', {}],
    ['a healthy growth of 15 % a week', { growthPerWeek: 0.15 }],
  ])(
    'raises no false alarm in four weeks of %s',
    (_, scenario) => {
      const { costspan, seedHourly, grafanaAdaptive, grafanaRobust } = scoreboard(scenario)
      expect(costspan.falseDaysPerWeek).toBe(0)
      for (const other of [seedHourly, grafanaAdaptive, grafanaRobust])
        expect(other.falseDaysPerWeek).toBeGreaterThan(0.5)
    },
    120_000,
  )
})
