import type { Change } from './change.ts'

/** The file that Next.js calls once before it serves the first request; in `src` where the application lives there. */
export function nextInstrumentation(files: ReadonlySet<string>): Change {
  const folder = files.has('src') ? 'src/' : ''
  const ending = files.has('tsconfig.json') ? 'ts' : 'js'
  return { kind: 'file', path: `${folder}instrumentation.${ending}`, text: TEXT }
}

const TEXT = `/** Next.js calls this once, before it serves the first request. */
export async function register() {
  // The Edge runtime has no modules of Node.js, and its requests are not metered.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { register: meter } = await import(/* turbopackIgnore: true */ '@costspan/node')
  meter()
}
`
