import type { AsJson } from '../../../src/dashboard/as-json.ts'

/** A question that was refused; the message is for people. */
class AskError extends Error {
  override readonly name = 'AskError'
}

/** Parameters of a question; several values are several parameters of that name. */
export type AskParameters = Readonly<Record<string, string | number | readonly string[]>>

/** Asks the process that serves this page. `Answer` is the type that its side returns. */
export async function ask<Answer>(question: string, parameters: AskParameters = {}): Promise<AsJson<Answer>> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each))
  }
  const response = await fetch(`/api/${question}?${search}`)
  const answer = (await response.json()) as unknown
  if (!response.ok) throw new AskError((answer as { readonly message: string }).message)
  return answer as AsJson<Answer>
}
