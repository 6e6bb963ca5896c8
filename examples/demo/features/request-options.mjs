/** Options for the SDKs: our request id goes along, so that a call can be found again in the provider's logs. */
export function requestOptions(request) {
  return { headers: { 'x-client-request-id': request.get('x-request-id') } }
}
