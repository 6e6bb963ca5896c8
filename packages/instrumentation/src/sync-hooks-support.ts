/**
 * Whether `module.registerHooks` works for all modules: until https://github.com/nodejs/node/pull/59929 it refused CommonJS
 * modules that an ES module imports. The fix is in Node 22.22.3, 24.11.1 and 25.1.0.
 */
export function supportsSyncHooks(nodeVersion: string): boolean {
  const [major = 0, minor = 0, patch = 0] = nodeVersion.split('.').map((part) => Number.parseInt(part, 10))
  if (major >= 26) return true
  if (major === 25) return minor >= 1
  if (major === 24) return minor > 11 || (minor === 11 && patch >= 1)
  return major === 22 && (minor > 22 || (minor === 22 && patch >= 3))
}
