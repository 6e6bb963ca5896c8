import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type OpenAI from 'openai'
import { installedVersion } from '../report/installed-version.ts'

/** Majors of the `openai` package that are measured. */
export type SdkMajor = '6' | '7'

/** What a copy of the SDK exports. */
export interface OpenAiModule {
  readonly OpenAI: typeof OpenAI
}

/** The copy that instrumentations patch. Load it after they are switched on. */
export function loadPatchable(major: SdkMajor): OpenAiModule {
  return requireBeside(major)('openai') as OpenAiModule
}

/** The same version under a name that no instrumentation looks for, so that one process has both. */
export function loadUnpatched(major: SdkMajor): OpenAiModule {
  return requireBeside(major)('openai-unpatched') as OpenAiModule
}

/** The exact version that is installed. */
export function sdkVersion(major: SdkMajor): string {
  return installedVersion('openai', placeOf(major))
}

function requireBeside(major: SdkMajor): NodeJS.Require {
  return createRequire(placeOf(major))
}

function placeOf(major: SdkMajor): string {
  return fileURLToPath(new URL(`../sdk/openai-${major}/package.json`, import.meta.url))
}
