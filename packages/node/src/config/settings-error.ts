/**
 * The error of settings that cannot hold. One problem stands on the first line, several stand below it.
 *
 * @param origin where the settings come from, such as the path of a file
 */
export function settingsError(origin: string, problems: readonly string[], cause?: unknown): TypeError {
  const [first = 'the settings are wrong', ...others] = problems
  const text = others.length === 0 ? first : [`${problems.length} settings are wrong`, ...problems].join('\n  ')
  return new TypeError(`${origin}: ${text}`, cause === undefined ? undefined : { cause })
}
