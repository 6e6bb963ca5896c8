import { note, type YamlValue } from '../yaml-text.ts'

/** Attributes that hold prompts, completions and what tools were given, by the names of all emitters. */
const CONTENT =
  '^(?:gen_ai\\.(?:input\\.messages|output\\.messages|system_instructions|tool\\.definitions|tool\\.call\\.(?:arguments|result)|prompt|completion|request\\.instructions)(?:\\..*)?' +
  '|llm\\.(?:input_messages|output_messages|prompts|completions|prompt_template|tools|function_call)(?:\\..*)?|(?:input|output)\\.value' +
  '|(?:embedding\\.embeddings|retrieval\\.documents|reranker\\.(?:input|output)_documents)(?:\\..*)?|embedding\\.text' +
  '|traceloop\\.entity\\.(?:input|output)|ai\\.prompt(?:\\..*)?|ai\\.response\\.(?:text|object|toolCalls|reasoning)|ai\\.toolCall\\.(?:args|result)|tool\\.parameters)$$'

const EVENT_CONTENT =
  '^(?:gen_ai\\.(?:prompt|completion|input\\.messages|output\\.messages|system_instructions|event\\.content)(?:\\..*)?|content|message|arguments)$$'

/** Keys by which the known providers and clouds let people in, as texts that may stand anywhere in a value. */
const SECRETS: readonly string[] = [
  // OpenAI, Anthropic, OpenRouter and those that copied them
  'sk-[A-Za-z0-9_-]{16,}',
  // AWS
  '(?:AKIA|ASIA)[0-9A-Z]{16}',
  // Google
  'AIza[0-9A-Za-z_-]{35}',
  // GitHub, Hugging Face, Groq, xAI
  '(?:gh[pousr]_|hf_|gsk_|xai-)[A-Za-z0-9]{16,}',
  '(?i)bearer [a-z0-9._~+/=-]{16,}',
  // JSON web tokens
  'eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}',
]

/** Takes prompts and completions off spans and their events: what they cost does not need what they say. */
export function scrubProcessor(): YamlValue {
  return note(
    'Prompts, completions and arguments of tools go no further. Remove this processor from the pipelines to keep them.',
    {
      error_mode: 'silent',
      trace_statements: [
        { statements: [`delete_matching_keys(span.attributes, "${CONTENT.replaceAll('\\', '\\\\')}")`] },
        { statements: [`delete_matching_keys(spanevent.attributes, "${EVENT_CONTENT.replaceAll('\\', '\\\\')}")`] },
      ],
    },
  )
}

/** Masks keys that have come into other attributes, such as URLs and error messages. */
export function redactionProcessor(): YamlValue {
  return {
    allow_all_keys: true,
    blocked_values: SECRETS.map((secret) => secret.replaceAll('$', '$$$$')),
    summary: 'silent',
  }
}
