/** Next.js calls this once, before it serves the first request. */
export async function register() {
  // The Edge runtime has no modules of Node.js, and its requests are not metered.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { register: meter } = await import(/* turbopackIgnore: true */ '@costspan/node')
  meter()
}
