import { cardinality } from './checks/cardinality.ts'
import { clock } from './checks/clock.ts'
import { configuration } from './checks/configuration.ts'
import { doubleInstrumentation } from './checks/double-instrumentation.ts'
import { endpoint } from './checks/endpoint.ts'
import { nodeVersion } from './checks/node-version.ts'
import { openTelemetryCopies } from './checks/opentelemetry-copies.ts'
import { priceAge } from './checks/price-age.ts'
import { sdkVersions } from './checks/sdk-versions.ts'
import { switchedOn } from './checks/switched-on.ts'
import { unpatchedSdks } from './checks/unpatched-sdks.ts'
import { unpricedModels } from './checks/unpriced-models.ts'
import type { DoctorCheck } from './finding.ts'

/** All checks, in the order in which one would look. To add one, write its file and its line here. */
export const DOCTOR_CHECKS: readonly DoctorCheck[] = [
  nodeVersion,
  configuration,
  switchedOn,
  sdkVersions,
  unpatchedSdks,
  doubleInstrumentation,
  openTelemetryCopies,
  endpoint,
  clock,
  priceAge,
  unpricedModels,
  cardinality,
]
