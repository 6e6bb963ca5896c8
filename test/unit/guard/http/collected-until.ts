import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Waits for something that happens when garbage is collected, and collects it until then. */
export async function collectedUntil(happened: Promise<void>): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const collecting = setInterval(collect, 20)
  await happened
  clearInterval(collecting)
}
