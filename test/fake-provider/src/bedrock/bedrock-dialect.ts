import { type Dialect, errorJson, type Handler } from '../dialect.ts'
import { requestId } from '../request-id.ts'
import { bedrockErrorBody, errorTypeOf } from './bedrock-errors.ts'
import { converse, converseStream } from './bedrock-converse.ts'
import { invoke, invokeStream } from './bedrock-invoke.ts'

/** Endpoints by the end of the path: `/model/ID/converse`. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  converse,
  'converse-stream': converseStream,
  invoke,
  'invoke-with-response-stream': invokeStream,
}

/** The runtime of Amazon Bedrock at `/bedrock/model/...`. */
export const bedrockDialect: Dialect = {
  speaks: ({ path }) => path.startsWith('/bedrock/'),
  handler: ({ method, path }) => (method === 'POST' ? HANDLERS[path.split('/').at(-1) ?? ''] : undefined),
  headers: (exchange) => ({ 'x-amzn-requestid': requestId(exchange) }),
  error: (_exchange, status, override) => ({
    ...errorJson(status, bedrockErrorBody(status, override)),
    headers: {
      'x-amzn-errortype': `${errorTypeOf(status, override)}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
    },
  }),
  unknownUrl: () => errorJson(404, { message: 'UnknownOperationException' }),
}
