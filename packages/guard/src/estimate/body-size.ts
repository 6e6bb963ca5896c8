import type { RequestBody } from '../http/wire-call.ts'
import { isStoredPrompt } from './stored-prompt.ts'

/** What a body holds, as far as its size says how many tokens it can be. */
export interface BodySize {
  /** Bytes of text: names, brackets and all. */
  readonly textBytes: number
  readonly images: number
  /** Bytes of audio, decoded. */
  readonly audioBytes: number
  /** True where the request refers to something whose size it does not tell: a file, an earlier answer, a search. */
  readonly isOpen: boolean
}

/**
 * Goes through a body once. Text counts by its bytes, because a token of the tokenizers in use stands for at least one byte.
 * Pictures and sound are sent as long text and cost much less than its bytes; files and earlier answers are sent as a short
 * name and cost much more.
 */
export function measureBody(body: RequestBody, bodyBytes: number): BodySize {
  const isOpen = isStoredPrompt(body['prompt']) || OPEN_KEYS.some((key) => body[key] != null)
  const found: Found = { mediaBytes: 0, images: 0, audioBytes: 0, isOpen }
  const pending: unknown[] = [body]
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    if (Array.isArray(value)) {
      pending.push(...(value as unknown[]))
      continue
    }
    const part = value as RequestBody
    if (noteMedia(part, found)) continue
    pending.push(...Object.values(part))
  }
  const { mediaBytes, ...size } = found
  return { textBytes: Math.max(0, bodyBytes - mediaBytes), ...size }
}

interface Found {
  mediaBytes: number
  images: number
  audioBytes: number
  isOpen: boolean
}

/** Parameters that bring in text which is not in the request. */
const OPEN_KEYS = ['previous_response_id', 'conversation', 'prompt_cache_id', 'cachedContent', 'container'] as const

/** Parts that stand for a document, by their type or by the key that names it. */
const OPEN_TYPES: ReadonlySet<unknown> = new Set([
  'file',
  'input_file',
  'document',
  'container_upload',
  'item_reference',
])

/** Tools of the provider put what they find into the input. */
const SERVER_TOOL = /^(?:web_search|web_fetch|file_search|code_interpreter|code_execution|mcp|computer_use)/

/** Takes a part that is a picture, sound, a document or a tool of the provider. True where its inside needs no more looking. */
function noteMedia(part: RequestBody, found: Found): boolean {
  const { type } = part
  if (type === 'input_audio' || mimeOf(part).startsWith('audio/')) {
    const data = base64Of(part)
    found.mediaBytes += data.length
    found.audioBytes += Math.floor((data.length * 3) / 4)
    return true
  }
  if (type === 'image_url' || type === 'input_image' || type === 'image' || mimeOf(part).startsWith('image/')) {
    found.images += 1
    found.mediaBytes += base64Of(part).length
    return true
  }
  // Bedrock names a part by its key.
  if (isObject(part['image'])) {
    found.images += 1
    return true
  }
  if (
    OPEN_TYPES.has(type) ||
    isObject(part['document']) ||
    'fileData' in part ||
    'file_data' in part ||
    mimeOf(part).startsWith('application/')
  ) {
    found.isOpen = true
    return false
  }
  if (typeof type === 'string' && SERVER_TOOL.test(type)) found.isOpen = true
  if ('googleSearch' in part || 'google_search' in part || 'urlContext' in part) found.isOpen = true
  return false
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function mimeOf(part: RequestBody): string {
  const mime = part['media_type'] ?? part['mimeType'] ?? part['mime_type']
  return typeof mime === 'string' ? mime : ''
}

/** The data of a part, wherever its format keeps it; empty where the part only names a place. */
function base64Of(part: RequestBody): string {
  const places = [part, part['source'], part['image_url'], part['input_audio'], part['inlineData'], part['inline_data']]
  for (const place of places) {
    if (typeof place === 'string' && place.startsWith('data:')) return place
    if (typeof place !== 'object' || place === null) continue
    const { data, url } = place as { readonly data?: unknown; readonly url?: unknown }
    if (typeof data === 'string') return data
    if (typeof url === 'string' && url.startsWith('data:')) return url
  }
  return ''
}
