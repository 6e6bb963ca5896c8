import { context, diag } from '@opentelemetry/api'
import { retrievedIn, withRetrieved } from '../../call/retrieved-part.ts'
import { isPromise } from '../../observe/is-promise.ts'
import { runInContext } from '../../observe/run-in-context.ts'
import type { Method, MethodPatch } from '../../provider.ts'

/**
 * Notes what retrievers find, for the calls of the chain that they belong to. The retriever and the model are siblings in a
 * chain, so the chain carries the texts from one to the other; of chains in chains the outermost does.
 */
export const noteDocuments: readonly MethodPatch[] = [
  { method: 'RunnableSequence.prototype.invoke', replace: carrying },
  { method: 'RunnableSequence.prototype.batch', replace: carrying },
  { method: 'RunnableSequence.prototype._streamIterator', replace: carrying },
  { method: 'BaseRetriever.prototype.invoke', replace: noting },
]

function carrying(original: Method): Method {
  return function (this: unknown, ...args) {
    const run = (): unknown => Reflect.apply(original, this, args)
    const active = context.active()
    if (retrievedIn(active) !== undefined) return run()
    const around = withRetrieved(active)
    const returned = context.with(around, run)
    runInContext(returned, around)
    return returned
  }
}

function noting(original: Method): Method {
  return function (this: unknown, ...args) {
    const found: unknown = Reflect.apply(original, this, args)
    const retrieved = retrievedIn(context.active())
    if (retrieved === undefined || !isPromise(found)) return found
    return found.then((documents: unknown) => {
      note(documents, retrieved.texts)
      return documents
    })
  }
}

/** Documents are the application's: a property of theirs may be a getter that throws. */
function note(documents: unknown, texts: Set<string>): void {
  if (!Array.isArray(documents)) return
  try {
    for (const { pageContent } of documents as readonly { readonly pageContent?: unknown }[]) {
      if (typeof pageContent === 'string') texts.add(pageContent)
    }
  } catch (problem) {
    diag.debug('costspan: retrieved documents could not be read', problem)
  }
}
