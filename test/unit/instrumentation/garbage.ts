import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Collects garbage until `isDone`, because finalizers run some time after a collection. */
export async function collectGarbageUntil(isDone: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 200; round++) {
    collectGarbage()
    await new Promise((resolve) => setTimeout(resolve, 10))
    if (await isDone()) return
  }
  throw new Error('still waiting after 200 collections')
}
