import { type DoctorCheck, ok } from '../finding.ts'

const LEAST = [22, 15] as const

/** Whether Node.js is new enough for the OpenTelemetry SDK that we use. */
export const nodeVersion: DoctorCheck = {
  name: 'Node.js',
  check({ nodeVersion: version }) {
    const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
    if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return ok(version)
    return [{ level: 'error', text: `${version} is too old`, mend: `Install Node.js ${LEAST.join('.')} or newer.` }]
  },
}
