/** The parameters of a call that both SDKs take. */
export function bodyOf(model: string, content: string): Readonly<Record<string, unknown>> {
  return { model, max_tokens: 100, messages: [{ role: 'user', content }] }
}
