/** Stored prompt: a text that the provider keeps, of which a request has the id alone; `prompt` of OpenAI's Responses API. */
export function isStoredPrompt(prompt: unknown): boolean {
  return typeof prompt === 'object' && prompt !== null && 'id' in prompt
}
