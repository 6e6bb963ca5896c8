import { type DoctorCheck, ok, warning } from '../finding.ts'

const PACKAGE = '@costspan/node'
const REGISTERS = /@costspan\/node\/register/

/** Whether anything switches metering on before SDKs are loaded. */
export const switchedOn: DoctorCheck = {
  name: 'switched on',
  check({ packages, scripts, env, ledger }) {
    if (!packages.has(PACKAGE)) return [warning(`${PACKAGE} is not installed here`, `Run npm install ${PACKAGE}.`)]
    if (REGISTERS.test(env['NODE_OPTIONS'] ?? '') || scripts.some((script) => REGISTERS.test(script))) {
      return ok('register is imported before the application')
    }
    if ((ledger?.calls ?? 0) > 0) return ok('the ledger receives calls')
    return [
      warning(
        `no script in package.json imports ${PACKAGE}/register`,
        `Start with node --import ${PACKAGE}/register app.mjs, or call register() before SDKs are imported.`,
      ),
    ]
  },
}
