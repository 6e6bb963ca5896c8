import OpenAI from 'openai'

/** Key and address come from OPENAI_API_KEY and OPENAI_BASE_URL. */
export const openai = new OpenAI()
