/** What switches metering on in a process of Node.js. */
const IMPORT_FLAG = '--import @costspan/node/register'

/**
 * Where a command of a script starts Node.js: at the beginning, after `&&`, `;`, `|` or a quote (`concurrently "node a.js"`),
 * behind variables that are set for it.
 */
const STARTS_NODE =
  /(^|&&|\|\||[;|"'])(\s*(?:(?:cross-env|env)\s+)?(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'])*\s+)*)(node|tsx(?:\s+watch)?)(?=\s+[^\s&|;])/g

/** The script with metering switched on wherever it starts Node.js; `undefined` where it does not, or has it already. */
export function meteredScript(script: string): string | undefined {
  if (script.includes('@costspan/node/register')) return undefined
  const metered = script.replaceAll(STARTS_NODE, `$1$2$3 ${IMPORT_FLAG}`)
  return metered === script ? undefined : metered
}
