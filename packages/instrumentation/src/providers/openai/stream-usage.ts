interface StreamParams {
  readonly stream?: boolean | null
  readonly stream_options?: object | null
}

/**
 * Parameters that ask for the usage at the end of a stream, or undefined where the caller does not stream or has decided.
 * The caller's own object is never changed.
 */
export function askForStreamUsage<Params extends StreamParams>(params: Params): Params | undefined {
  if (params.stream !== true || (params.stream_options && 'include_usage' in params.stream_options)) return undefined
  return { ...params, stream_options: { ...params.stream_options, include_usage: true } }
}
