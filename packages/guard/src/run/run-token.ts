import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ActiveRun } from './active-run.ts'

/**
 * A run token carries a run to other processes: `1.<runs>.<signature>`. It is signed (HMAC-SHA-256), because whoever could
 * write one would set his own limit.
 */
export type RunToken = string

/** A token is believed for so long after its run began: as long as the run's counter is kept. */
const TOKEN_LIFE_MILLIS = 7 * 86_400_000

/** A run within runs within runs: beyond so many, somebody is playing. */
const MOST_RUNS = 16

type CarriedRun = readonly [id: string, limit: string, reserve: string, startedAtMillis: number]

export function signRun(run: ActiveRun, key: string): RunToken {
  const runs: CarriedRun[] = []
  for (let each: ActiveRun | undefined = run; each !== undefined; each = each.parent) {
    runs.push([each.id, `${each.limitNanoUsd}`, `${each.reserveNanoUsd}`, each.startedAtMillis])
  }
  const payload = Buffer.from(JSON.stringify(runs)).toString('base64url')
  return `1.${payload}.${signatureOf(payload, key).toString('base64url')}`
}

/** The run of a token; undefined when it was not signed with this key, or is no longer believed. */
export function verifyRun(token: RunToken, key: string, nowMillis: number): ActiveRun | undefined {
  const [version, payload = '', signature = ''] = token.split('.')
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(payload, key)
  if (version !== '1' || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const runs = JSON.parse(Buffer.from(payload, 'base64url').toString()) as readonly CarriedRun[]
  if (runs.length > MOST_RUNS || runs.some(([, , , startedAt]) => startedAt + TOKEN_LIFE_MILLIS < nowMillis))
    return undefined
  return runs.reduceRight<ActiveRun | undefined>(
    (parent, [id, limit, reserve, startedAtMillis]) => ({
      id,
      limitNanoUsd: BigInt(limit),
      reserveNanoUsd: BigInt(reserve),
      startedAtMillis,
      isFinal: false,
      parent,
    }),
    undefined,
  )
}

function signatureOf(payload: string, key: string): Buffer {
  return createHmac('sha256', key).update(`costspan run 1 ${payload}`).digest()
}
