import { providers } from '@costspan/instrumentation/providers'
import { isSameProvider } from '../../reconcile/same-provider.ts'
import { type DoctorCheck, ok, warning } from '../finding.ts'

/** Whether calls arrive of the SDKs that are installed: one that is bundled, or loaded before register(), is not patched. */
export const unpatchedSdks: DoctorCheck = {
  name: 'unpatched SDKs',
  check({ packages, ledger }) {
    if (ledger === undefined)
      return [{ level: 'unknown', text: 'there is no ledger to look for calls in: name one with --ledger' }]
    const silent = providers.filter(
      ({ module, name }) =>
        packages.has(module) && !ledger.providers.some((provider) => isSameProvider(provider, name)),
    )
    if (silent.length === 0) return ok('calls arrive of every SDK that is installed')
    return [
      warning(
        `no calls in the ledger of ${silent.map(({ module }) => module).join(', ')}`,
        'If they are called: import register first, and keep the SDK out of bundles (external in esbuild, webpack, rolldown).',
      ),
    ]
  },
}
