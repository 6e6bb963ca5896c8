/** Version of this package, which is the version of its instrumentation scope. A test compares it with package.json. */
export const VERSION = '0.1.0'
