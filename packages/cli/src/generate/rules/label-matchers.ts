/** Attributes and their values as PromQL selects them: `{costspan_feature="chat"}`, or nothing for no attributes. */
export function labelMatchers(attributes: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(attributes).map(([name, value]) => `${labelName(name)}=${quoted(value)}`)
  return matchers.length === 0 ? '' : `{${matchers.join(', ')}}`
}

/** The label that an attribute becomes. */
function labelName(attribute: string): string {
  return attribute.replaceAll(/\W/g, '_')
}

/** PromQL has the escapes of Go in double quotes, of which JSON's are a part. */
function quoted(value: string): string {
  return JSON.stringify(value)
}
