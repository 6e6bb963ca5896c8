import type { CallContent } from './call-content.ts'

/** Whether prompts and answers are recorded, and how. */
export interface ContentOptions {
  /**
   * Record them on spans. Default: false. `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` wins over it: `span_only`,
   * `span_and_event` or `true` switch it on, `no_content` or `false` off.
   */
  readonly capture?: boolean
  /**
   * Takes out what must not be recorded, before anything is written. What it returns is recorded; undefined records nothing,
   * and so does throwing.
   */
  readonly redact?: (content: CallContent, call: RedactedCall) => CallContent | undefined
  /** The most characters of content in one attribute; what is beyond is cut off and counted. Default: 16,384. */
  readonly maxCharacters?: number
}

/** The call whose content is to be redacted. */
export interface RedactedCall {
  readonly provider: string
  readonly operation: string
  readonly model: string | undefined
}

/** How content is recorded. */
export interface ContentCapture {
  readonly redact: NonNullable<ContentOptions['redact']>
  readonly maxCharacters: number
}

const VARIABLE = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT'
const ON: ReadonlySet<string> = new Set(['span_only', 'span', 'span_and_event', 'all', 'both', 'true', '1'])
const OFF: ReadonlySet<string> = new Set(['no_content', 'none', 'event_only', 'event', 'false', '0'])
const MAX_CHARACTERS = 16_384

/**
 * How content is recorded, or undefined where it is not.
 *
 * @throws TypeError for a limit that is no whole number, zero or more
 */
export function contentCapture(
  options: ContentOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): ContentCapture | undefined {
  const { capture = false, redact = (content) => content, maxCharacters = MAX_CHARACTERS } = options
  if (!(Number.isSafeInteger(maxCharacters) && maxCharacters >= 0)) {
    throw new TypeError(`content.maxCharacters must be a whole number, zero or more, got ${maxCharacters}`)
  }
  return (asked(env[VARIABLE]) ?? capture) ? { redact, maxCharacters } : undefined
}

/** What the variable says; a value that is not known says nothing, so that a typing error records no content. */
function asked(value: string | undefined): boolean | undefined {
  const word = value?.trim().toLowerCase() ?? ''
  if (ON.has(word)) return true
  return OFF.has(word) || word !== '' ? false : undefined
}
