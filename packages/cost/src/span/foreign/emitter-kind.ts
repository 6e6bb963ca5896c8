import { leavesInactive } from './inactive-spans.ts'

/**
 * Emitter: whoever makes a span, told by the name of its scope.
 *
 * - `own`: we, or an SDK that traces itself.
 * - `inactive`: leaves its spans inactive, see `inactive-spans.ts`.
 * - `wrapping`: puts a span of its own making around that of the SDK.
 * - `other`: anybody else.
 */
export type EmitterKind = 'own' | 'inactive' | 'wrapping' | 'other'

/** An application has as many scopes as it has instrumentations; one that makes up names must not fill the memory. */
const MOST_KNOWN = 1_000

const known = new Map<string | undefined, EmitterKind>()

/** The kind of the emitter with a scope. Asked of every span of the application, hence remembered. */
export function emitterKind(scope: string | undefined): EmitterKind {
  let kind = known.get(scope)
  if (kind === undefined) {
    kind = kindOf(scope ?? '')
    if (known.size < MOST_KNOWN) known.set(scope, kind)
  }
  return kind
}

function kindOf(scope: string): EmitterKind {
  if (scope.startsWith('@costspan/instrumentation/') || scope.startsWith('com.anthropic.sdk')) return 'own'
  if (leavesInactive(scope)) return 'inactive'
  return scope.startsWith('@arizeai/openinference') ? 'wrapping' : 'other'
}
