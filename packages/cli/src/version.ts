/** Version of this package, which `costspan --version` prints. A test compares it with package.json. */
export const VERSION = '0.1.0'
