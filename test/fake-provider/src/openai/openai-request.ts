import type { Behaviour } from '../behaviour.ts'
import { arrayAt, isObject, type JsonObject, objectAt, stringAt } from '../json.ts'

/** The tier that serves a request: the one asked for, where `auto` is the standard one. */
export function openaiServiceTier(body: unknown, behaviour: Behaviour): string {
  const asked = stringAt(body, 'service_tier')
  return behaviour.serviceTier ?? (asked === undefined || asked === 'auto' ? 'default' : asked)
}

/** The tool that `tool_choice` demands; the first one for `required`. Chat nests the function, Responses does not. */
export function forcedFunction(body: unknown): { name: string; schema: JsonObject } | undefined {
  const functions = arrayAt(body, 'tools')
    .filter((tool) => stringAt(tool, 'type') === 'function')
    .map((tool) => objectAt(tool, 'function') ?? tool)
  const choice = isObject(body) ? body['tool_choice'] : undefined
  const wanted = stringAt(objectAt(choice, 'function') ?? choice, 'name')
  const tool =
    choice === 'required'
      ? functions[0]
      : functions.find((own) => wanted !== undefined && stringAt(own, 'name') === wanted)
  const name = stringAt(tool, 'name')
  return name === undefined ? undefined : { name, schema: objectAt(tool, 'parameters') ?? {} }
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
