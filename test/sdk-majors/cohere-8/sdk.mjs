import * as sdk from 'cohere-ai'

export { sdk }
