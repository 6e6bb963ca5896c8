import { isStoredPrompt } from '../estimate/stored-prompt.ts'
import { imageSize } from './image-size.ts'
import type { PromptImage } from './image-tokens.ts'

/**
 * Prompt: a text, a list of messages, or the body of a request with messages, system prompt, tools and response format, in the
 * form of OpenAI's chat completions and responses, of Anthropic's messages, or of Gemini.
 */
export type Prompt = string | readonly unknown[] | Readonly<Record<string, unknown>>

/** What of a prompt becomes tokens. */
export interface PromptParts {
  readonly texts: readonly string[]
  readonly images: readonly PromptImage[]
  readonly messages: number
  /** What is only named, or is neither text nor picture: files, sound, earlier answers. */
  readonly uncounted: readonly string[]
}

/** Finds all that a prompt says. */
export function readPrompt(prompt: Prompt): PromptParts {
  const found: Found = { texts: [], images: [], messages: 0, uncounted: [] }
  if (typeof prompt === 'string') {
    readMessages([prompt], found)
  } else if (Array.isArray(prompt)) {
    readMessages(prompt, found)
  } else {
    const body = prompt as Readonly<Record<string, unknown>>
    for (const key of SYSTEM_KEYS) if (body[key] != null) readMessages([body[key]], found)
    for (const key of MESSAGE_KEYS) if (body[key] != null) readMessages([body[key]].flat(), found)
    for (const key of JSON_KEYS) if (body[key] != null) found.texts.push(JSON.stringify(body[key]))
    for (const format of formatsOf(body)) found.texts.push(JSON.stringify(format))
    for (const key of OPEN_KEYS) if (body[key] != null) found.uncounted.push(key)
    if (isStoredPrompt(body['prompt'])) found.uncounted.push('prompt')
  }
  return found
}

const SYSTEM_KEYS = ['system', 'instructions', 'systemInstruction', 'system_instruction'] as const
const MESSAGE_KEYS = ['messages', 'input', 'contents', 'prompt'] as const
/** What the model is shown in a form of its own, which is about as long as its JSON. */
const JSON_KEYS = ['tools', 'functions', 'toolConfig'] as const
const OPEN_KEYS = ['previous_response_id', 'conversation', 'cachedContent'] as const

/** Where requests say which form the answer must have: chat, responses, messages, Gemini. */
const FORMAT_PATHS: readonly (readonly [key: string, inner?: string])[] = [
  ['response_format'],
  ['text', 'format'],
  ['output_format'],
  ['output_config', 'format'],
  ['generationConfig', 'responseSchema'],
  ['generationConfig', 'responseJsonSchema'],
]

/** The forms that the answer must have, without what only the API reads. */
function formatsOf(body: Readonly<Record<string, unknown>>): readonly object[] {
  return FORMAT_PATHS.flatMap(([key, inner]) => {
    const outer: unknown = body[key]
    const format: unknown = inner === undefined || !isObject(outer) ? outer : outer[inner]
    if (!isObject(format)) return []
    // Chat keeps a level deeper what the Responses API has beside the type.
    const { type: _, json_schema: ofChat, ...own } = format
    const schema = isObject(ofChat) ? ofChat : 'schema' in own ? own : format
    return [schema]
  })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

interface Found {
  readonly texts: string[]
  readonly images: PromptImage[]
  messages: number
  readonly uncounted: string[]
}

function readMessages(messages: readonly unknown[], found: Found): void {
  for (const message of messages) {
    found.messages += 1
    readValue(message, found)
  }
}

/** Keys whose value the model reads; all others of a message are for the API. */
const READ_KEYS = [
  'role',
  'name',
  'content',
  'parts',
  'text',
  'thinking',
  'refusal',
  'arguments',
  'output',
  'tool_calls',
  'function',
] as const

/** Parts of a message that are data: what a tool is given, and what it gives. */
const DATA_KEYS = ['input', 'functionCall', 'functionResponse', 'toolUse', 'toolResult'] as const

function readValue(value: unknown, found: Found): void {
  if (typeof value === 'string') {
    found.texts.push(value)
  } else if (Array.isArray(value)) {
    for (const each of value) readValue(each, found)
  } else if (typeof value === 'object' && value !== null) {
    readPart(value as Readonly<Record<string, unknown>>, found)
  }
}

function readPart(part: Readonly<Record<string, unknown>>, found: Found): void {
  const { type } = part
  if (isImage(part)) {
    found.images.push({ size: sizeOf(dataOf(part)), isLowDetail: detailOf(part) === 'low' })
    return
  }
  if (typeof type === 'string' && UNCOUNTED.test(type)) {
    found.uncounted.push(type)
    return
  }
  for (const key of FILE_KEYS) if (part[key] != null) found.uncounted.push(key)
  for (const key of READ_KEYS) if (part[key] != null) readValue(part[key], found)
  for (const key of DATA_KEYS) if (part[key] != null) found.texts.push(JSON.stringify(part[key]))
}

/** Where Gemini has files and sound, in parts without a type. */
const FILE_KEYS = ['inlineData', 'inline_data', 'fileData', 'file_data'] as const

const UNCOUNTED = /^(?:input_audio|audio|file|input_file|document|video|item_reference)$/

function isImage(part: Readonly<Record<string, unknown>>): boolean {
  const { type } = part
  if (type === 'image_url' || type === 'input_image' || type === 'image') return true
  const inline = (part['inlineData'] ?? part['inline_data']) as Readonly<Record<string, unknown>> | undefined
  const mime = inline?.['mimeType'] ?? inline?.['mime_type']
  return typeof mime === 'string' && mime.startsWith('image/')
}

function detailOf({ image_url: image, detail }: Readonly<Record<string, unknown>>): unknown {
  return detail ?? (typeof image === 'object' && image !== null ? Reflect.get(image, 'detail') : undefined)
}

/** Base64 of a picture, wherever its format has it; undefined where the part names a place on the network. */
function dataOf(part: Readonly<Record<string, unknown>>): string | undefined {
  for (const place of [part['image_url'], part['source'], part['inlineData'], part['inline_data']]) {
    const url: unknown = typeof place === 'object' && place !== null ? Reflect.get(place, 'url') : place
    if (typeof url === 'string' && url.startsWith('data:')) return url.slice(url.indexOf(',') + 1)
    const data: unknown = typeof place === 'object' && place !== null ? Reflect.get(place, 'data') : undefined
    if (typeof data === 'string') return data
  }
  return undefined
}

/** A JPEG from a camera has up to 64 kB of other things before its size. */
const LONGEST_HEADER = 262_144

function sizeOf(base64: string | undefined): PromptImage['size'] {
  return base64 === undefined ? undefined : imageSize(Buffer.from(base64.slice(0, LONGEST_HEADER), 'base64'))
}
