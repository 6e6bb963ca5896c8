import type { ModelPrice } from './bill-prices.ts'

/**
 * Prices of Mistral, Cohere, Groq, Together and Hugging Face, by hand, in USD per million units as of 2026-11:
 * https://mistral.ai/pricing, https://cohere.com/pricing, https://groq.com/pricing, https://www.together.ai/pricing,
 * https://router.huggingface.co/v1/models. A search unit of rerank-v3.5 costs 2 USD a thousand.
 * The models of Ollama run on the caller's own machines, and the provider bills nothing for them.
 */
export const OPEN_MODEL_PRICES: Readonly<Record<string, ModelPrice>> = {
  'mistral-small-latest': { standard: { input: '0.10', cacheRead: '0.01', output: '0.30' }, half: [] },
  'codestral-2508': { standard: { input: '0.30', cacheRead: '0.03', output: '0.90' }, half: [] },
  'mistral-embed': { standard: { input: '0.10', output: '0' }, half: [] },
  'command-a-03-2025': { standard: { input: '2.50', output: '10.00' }, half: [] },
  'command-r-08-2024': { standard: { input: '0.15', output: '0.60' }, half: [] },
  'embed-v4.0': { standard: { input: '0.12', inputImage: '0.47', output: '0' }, half: [] },
  'rerank-v3.5': { standard: { input: '0', output: '0', searchUnits: '2000' }, half: [] },
  'llama-3.3-70b-versatile': { standard: { input: '0.59', output: '0.79' }, half: [] },
  'meta-llama/Llama-3.3-70B-Instruct-Turbo': { standard: { input: '0.88', output: '0.88' }, half: [] },
  'openai/gpt-oss-20b:groq': { standard: { input: '0.10', output: '0.50' }, half: [] },
  'llama3.2': { standard: { input: '0', output: '0' }, half: [] },
  'all-minilm': { standard: { input: '0', output: '0' }, half: [] },
}
