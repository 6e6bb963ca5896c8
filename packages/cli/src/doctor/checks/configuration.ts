import { type DoctorCheck, ok } from '../finding.ts'

/** Whether costspan.yaml holds what it may hold. */
export const configuration: DoctorCheck = {
  name: 'configuration',
  check({ settings }) {
    if ('config' in settings) return ok('the settings are valid')
    return [
      { level: 'error', text: settings.problem, mend: 'Put the setting right: docs/configuration.md lists them all.' },
    ]
  },
}
