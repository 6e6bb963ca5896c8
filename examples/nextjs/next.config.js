/** What stays outside of the bundle: SDKs, whose imports are to be seen, and the telemetry that sees them. */
const config = {
  serverExternalPackages: ['openai', '@costspan/node', '@costspan/cost'],
  distDir: 'dist',
}

// oxlint-disable-next-line import/no-default-export -- This is where Next.js looks for it.
export default config
