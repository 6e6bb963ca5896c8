import type { Provider } from '../../provider.ts'
import { converse, converseStream } from './converse.ts'
import { invokeModel, invokeModelStream } from './invoke-model.ts'

/**
 * Amazon Bedrock. Commands are patched, and not the client: all clients of the AWS SDK may share one class.
 *
 * The model of a call is the one that the request names, with the region or the inference profile in it, because that is what
 * Bedrock's prices go by; answers name none, or the vendor's plain one.
 */
export const bedrock: Provider = {
  name: 'bedrock',
  module: '@aws-sdk/client-bedrock-runtime',
  versions: { from: '3.600.0', before: '4.0.0' },
  operations: [converse, converseStream, invokeModel, invokeModelStream],
  clientOf: () => ({ notesAttempts: true }),
  nameFor: () => 'aws.bedrock',
}
