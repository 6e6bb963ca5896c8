/**
 * What the pages leave to their readers: names that the code of a page uses and does not make, with the least that they may be.
 * So each block runs as it stands, and a page need not show what every application has in its own way.
 */
const LEFT_TO_READERS: Readonly<Record<string, string>> = {
  openai: `import { OpenAI as OurOpenAI } from 'openai'; const openai = new OurOpenAI()`,
  messages: `const messages = [{ role: 'user', content: 'hello' }]`,
  request: `const request = {}`,
  question: `const question = 'Why is the sky blue?'`,
  ticket: `const ticket = { id: 't-1', isResolved: true }`,
  app: `import express from 'express'; const app = express()`,
  sampler: `import { AlwaysOnSampler } from '@opentelemetry/sdk-trace'; const sampler = new AlwaysOnSampler()`,
  exporter: `import { InMemorySpanExporter } from '@opentelemetry/sdk-trace'; const exporter = new InMemorySpanExporter()`,
  BatchSpanProcessor: `import { BatchSpanProcessor } from '@opentelemetry/sdk-trace'`,
  NodeSDK: `import { NodeSDK } from '@opentelemetry/sdk-node'`,
  ...Object.fromEntries(
    ['handle', 'ask', 'answer', 'isUsable'].map((name) => [name, `const ${name} = async () => 'done'`]),
  ),
}

/** The code before a block that makes what it leaves to its reader. */
export function leftToReader(block: string): string {
  const makes = (name: string): boolean => new RegExp(`(?:const|import|function)\\b[^='(]*\\b${name}\\b`).test(block)
  return Object.entries(LEFT_TO_READERS)
    .filter(([name]) => new RegExp(`(?<![.'\\w])${name}\\b(?!:)`).test(block) && !makes(name))
    .map(([, code]) => code)
    .join('\n')
}
