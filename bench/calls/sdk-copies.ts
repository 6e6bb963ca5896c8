import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { installedVersion } from '../report/installed-version.ts'
import type { SdkCopy } from './measured-sdk.ts'
import { measuredSdks, type SdkName } from './measured-sdks.ts'

/** The copy that instrumentations patch. Load it after they are switched on. */
export function loadPatchable(name: SdkName): SdkCopy {
  return { exports: requireBeside(name)(measuredSdks[name].module), isPatchable: true }
}

/** The same version under a name that no instrumentation looks for. */
export function loadUnpatched(name: SdkName): SdkCopy {
  return { exports: requireBeside(name)(measuredSdks[name].unpatchedModule), isPatchable: false }
}

/** The exact version that is installed. */
export function sdkVersion(name: SdkName): string {
  return installedVersion(measuredSdks[name].module, placeOf(name))
}

function requireBeside(name: SdkName): NodeJS.Require {
  return createRequire(placeOf(name))
}

function placeOf(name: SdkName): string {
  return fileURLToPath(new URL(`../sdk/${name}/package.json`, import.meta.url))
}
