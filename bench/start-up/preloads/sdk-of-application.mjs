import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * Imports so that the SDK of that name is the application's. An application has one, which a tool imports too; here there are
 * several majors, of which a tool would find any.
 */
export async function withSdkOfApplication(name, load) {
  const parentURL = pathToFileURL(process.argv[1]).href
  const hooks = registerHooks({
    resolve: (specifier, context, next) => next(specifier, specifier === name ? { ...context, parentURL } : context),
  })
  try {
    return await load()
  } finally {
    hooks.deregister()
  }
}
