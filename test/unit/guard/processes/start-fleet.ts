import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { FleetTask } from './fleet-member.ts'

/** An alert as a process of the fleet tells it. */
export interface ToldAlert {
  readonly atPercent: number
  readonly users: readonly string[]
}

/** Processes that share a store. */
export interface Fleet {
  /** Has each process make so many calls of a cent, all at once, and tells how many of each were admitted. */
  spend(calls: number): Promise<readonly number[]>
  /** Ends all processes, and tells the alerts that each has sent. */
  close(): Promise<readonly (readonly ToldAlert[])[]>
}

export function startFleet(users: readonly string[], task: Omit<FleetTask, 'user'>): Fleet {
  const members = users.map((user) => startMember({ ...task, user }))
  return {
    spend: (calls) => Promise.all(members.map((member) => answer<number>(member, calls))),
    async close() {
      const ended = Promise.all(members.map((member) => once(member, 'exit')))
      const alerts = await Promise.all(members.map((member) => answer<readonly ToldAlert[]>(member, 'close')))
      await ended
      return alerts
    },
  }
}

function startMember(task: FleetTask): ChildProcess {
  const execArgv = ['--conditions=@costspan/source', '--no-warnings']
  return fork(join(import.meta.dirname, 'fleet-member.ts'), [JSON.stringify(task)], { execArgv })
}

async function answer<T>(member: ChildProcess, question: number | 'close'): Promise<T> {
  const died = once(member, 'exit').then(() => Promise.reject(new Error('a process of the fleet has died')))
  died.catch(() => {})
  const told = once(member, 'message')
  member.send(question)
  const [message] = (await Promise.race([told, died])) as [T]
  return message
}
