import * as sdk from '@aws-sdk/client-bedrock-runtime'

export { sdk }
