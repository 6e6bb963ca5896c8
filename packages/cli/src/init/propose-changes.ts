import { providers } from '@costspan/instrumentation/providers'
import type { Change, Proposal } from './change.ts'
import { meteredScript } from './metered-script.ts'
import { nextConfig, nextConfigAdvice } from './next-config.ts'
import { nextInstrumentation } from './next-instrumentation.ts'
import type { Project } from './project.ts'
import { starterSettings } from './starter-settings.ts'

const REGISTRATION = '@costspan/node'
const OWN_SDK = ['@opentelemetry/sdk-node', '@opentelemetry/sdk-trace-node', '@vercel/otel']
/** Scripts that run the application; tests and builds call no model that anybody pays for by plan. */
const RUNS_APPLICATION = /^(?:start|dev|serve|worker|prod)(?:$|[:.-])/

/** Scripts that only start other scripts, or what is no Node.js. */
const RUNS_SCRIPTS = /^(?:npm|npx|pnpm|yarn|bun|run-[ps]|turbo|docker)\b/
const REGISTER = `${REGISTRATION}/register`
const NODE_OPTIONS = `NODE_OPTIONS="--import ${REGISTER}"`

/** What would make a project metered. Nothing is proposed that is there already. */
export function proposeChanges(project: Project): Proposal {
  const sdks = providers
    .map(({ module }) => module)
    .filter((module) => project.dependencies.has(module) || project.broughtSdks.has(module))
  const isNext = project.dependencies.has('next')
  const own = OWN_SDK.find((name) => project.dependencies.has(name))
  const switches = own !== undefined ? [] : isNext ? nextFile(project) : scripts(project)
  const config = isNext && project.nextConfig === undefined ? [nextConfig(sdks)] : []
  return {
    sdks,
    changes: [...install(project, own !== undefined), ...switches, ...config, ...settings(project)],
    advice: [
      ...(own === undefined ? [] : [ownSdkAdvice(own)]),
      ...switchAdvice(project, isNext, own, switches),
      ...(isNext ? nextConfigAdvice(project, sdks) : switches.length === 0 ? [] : otherScripts(project)),
    ],
  }
}

function install({ dependencies, packageManager }: Project, hasOwnSdk: boolean): readonly Change[] {
  const wanted = hasOwnSdk ? ['@costspan/cost', '@costspan/instrumentation'] : [REGISTRATION]
  const packages = wanted.filter((name) => !dependencies.has(name))
  const verb = packageManager === 'npm' ? 'install' : 'add'
  return packages.length === 0 ? [] : [{ kind: 'install', packages, command: [packageManager, verb, ...packages] }]
}

function scripts({ scripts: known }: Project): readonly Change[] {
  return Object.entries(known).flatMap(([name, from]): readonly Change[] => {
    const to = RUNS_APPLICATION.test(name) ? meteredScript(from) : undefined
    return to === undefined ? [] : [{ kind: 'script', name, from, to }]
  })
}

function nextFile({ files }: Project): readonly Change[] {
  const isThere = ['ts', 'js', 'mjs'].some((ending) => files.has(`instrumentation.${ending}`))
  return isThere ? [] : [nextInstrumentation(files)]
}

/** Scripts that run the application in a way that is not known, beside some that are metered. */
function otherScripts({ scripts: known }: Project): readonly string[] {
  return Object.entries(known).flatMap(([name, script]) =>
    !RUNS_APPLICATION.test(name) || RUNS_SCRIPTS.test(script) || (meteredScript(script) ?? script).includes(REGISTER)
      ? []
      : [`The script "${name}" stays as it is (${script}). It is metered with ${NODE_OPTIONS} in its environment.`],
  )
}

function settings(project: Project): readonly Change[] {
  return project.files.has('costspan.yaml')
    ? []
    : [{ kind: 'file', path: 'costspan.yaml', text: starterSettings(project.name) }]
}

function switchAdvice(
  { scripts: known, files }: Project,
  isNext: boolean,
  own: string | undefined,
  switches: readonly Change[],
): readonly string[] {
  const hasRegistered = Object.values(known).some((script) => script.includes(REGISTER))
  if (own !== undefined || switches.length > 0 || hasRegistered) return []
  if (isNext && [...files].some((file) => file.startsWith('instrumentation.'))) {
    return [
      "Your instrumentation file is yours: call register() of @costspan/node in it, where NEXT_RUNTIME is 'nodejs'.",
    ]
  }
  return [`No script starts Node.js in a way that is known here. Start the application with ${NODE_OPTIONS}.`]
}

function ownSdkAdvice(name: string): string {
  return (
    `${name} is set up here already. Add to it: spanProcessors: [new CostSpanProcessor(), ...], ` +
    'instrumentations: [...llmInstrumentations()], views: costViews(), sampler: recordUnsampledCalls(yours); ' +
    'and before it call registerModuleHooks() of @costspan/instrumentation, or imports of ES modules are not seen.'
  )
}
