import { openai } from './openai.mjs'
import { requestOptions } from './request-options.mjs'

const MODEL = 'text-embedding-3-small'

/** Finds documents by meaning. */
export async function searchDocuments(request, response) {
  const { data } = await openai.embeddings.create({ model: MODEL, input: request.body.text }, requestOptions(request))
  response.json({ dimensions: data[0]?.embedding.length })
}

/** A background job that belongs to no request: what it costs is shown as unattributed. */
export async function refreshSearchIndex() {
  await openai.embeddings.create({ model: MODEL, input: ['Getting started', 'Sharing documents', 'Billing and plans'] })
}
