/**
 * Hosts of LLM providers and gateways, from their API references. A name stands for itself and all below it, `*` for any
 * characters. A new host is one line here; a private one goes into the option `llmHosts`.
 */
const LLM_HOSTS: readonly string[] = [
  'openai.com',
  'openai.azure.com',
  'cognitiveservices.azure.com',
  'services.ai.azure.com',
  'inference.ai.azure.com',
  'anthropic.com',
  'generativelanguage.googleapis.com',
  '*aiplatform.googleapis.com',
  'aiplatform.*.rep.googleapis.com',
  'bedrock*.amazonaws.com',
  '*.bedrock*.amazonaws.com',
  'ai21.com',
  'dashscope*.aliyuncs.com',
  'baseten.co',
  'cerebras.ai',
  'cohere.ai',
  'cohere.com',
  'deepinfra.com',
  'deepseek.com',
  'fireworks.ai',
  'gateway.ai.cloudflare.com',
  'ai-gateway.vercel.sh',
  'groq.com',
  'huggingface.co',
  'huggingface.cloud',
  'jina.ai',
  'mistral.ai',
  'models.github.ai',
  'moonshot.ai',
  'moonshot.cn',
  'nebius.com',
  'novita.ai',
  'integrate.api.nvidia.com',
  'openrouter.ai',
  'perplexity.ai',
  'replicate.com',
  'sambanova.ai',
  'together.ai',
  'together.xyz',
  'voyageai.com',
  'x.ai',
  'z.ai',
  'bigmodel.cn',
]

/** Tells whether a host name, with or without a port, belongs to an LLM provider. */
export type LlmHostTest = (host: string) => boolean

/**
 * The test for the known hosts and the operator's own.
 *
 * @throws TypeError when one of the given hosts is no host name or pattern
 */
export function llmHostTest(moreHosts: readonly string[] = []): LlmHostTest {
  const patterns = [...LLM_HOSTS, ...moreHosts.map(checkedPattern)].map(sourceOf)
  const known = new RegExp(`^(?:.+\\.)?(?:${patterns.join('|')})\\.?(?::\\d+)?$`, 'i')
  // A host name has at most 253 characters; a longer text is none, and could keep the pattern busy.
  return (host) => host.length <= 260 && known.test(host)
}

function checkedPattern(pattern: unknown, index: number): string {
  if (typeof pattern === 'string' && /^[\w.*-]+$/.test(pattern)) return pattern
  throw new TypeError(
    `costBaggagePropagator: llmHosts[${index}] must be a host name such as "llm.example.com", got ${String(pattern)}`,
  )
}

function sourceOf(pattern: string): string {
  return pattern.replaceAll('.', '\\.').replaceAll('*', '[\\w.-]*')
}
