import Anthropic from '@anthropic-ai/sdk'

/** Key and address come from ANTHROPIC_API_KEY and ANTHROPIC_BASE_URL. */
export const anthropic = new Anthropic()
