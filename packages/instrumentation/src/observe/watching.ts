import type { Watch } from './abandoned.ts'
import type { CallObserver } from './call-observer.ts'

/** What is known of a promise that is watched. */
export interface Watching {
  observer: CallObserver
  abandoned: Watch
  /** The answer, once somebody asked for it. */
  parsed: Promise<unknown> | undefined
  /** Another promise was derived from this one, which brings the answer. */
  isDerived: boolean
  /** Kept alive by what was derived from it: nobody has dropped the call yet. */
  readonly derivedFrom: object | undefined
}

/** Notes on a promise of an SDK that it is watched, and gives it back. It looks as before to everybody else. */
export function markWatched(promise: object, watching: Watching): object {
  return new Marked(promise, watching)
}

/** What is known of a promise, or undefined where it is not watched. */
export function watchingOf(promise: object): Watching | undefined {
  return Marked.watchingOf(promise)
}

/** A constructor that makes nothing: what it is given becomes `this` of the class below. */
const Given = function (given: object): object {
  return given
} as unknown as new (given: object) => object

/**
 * A class because a class can give a private field to an object that another constructor made. Such a field is invisible and
 * costs 30 ns a call; a hidden property, and an entry of a WeakMap, cost ten times as much.
 */
class Marked extends Given {
  readonly #watching: Watching

  constructor(promise: object, watching: Watching) {
    super(promise)
    this.#watching = watching
  }

  static watchingOf(promise: object): Watching | undefined {
    return #watching in promise ? promise.#watching : undefined
  }
}
