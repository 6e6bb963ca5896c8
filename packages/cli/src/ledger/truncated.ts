/**
 * The finish reasons that mean "cut off by the output limit", in the words of the providers: OpenAI's chat and most others,
 * Anthropic and Cohere, Google, OpenAI's responses, Mistral.
 */
export const TRUNCATED: readonly string[] = ['length', 'max_tokens', 'MAX_TOKENS', 'max_output_tokens', 'model_length']
