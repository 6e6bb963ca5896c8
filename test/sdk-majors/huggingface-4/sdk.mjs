import * as sdk from '@huggingface/inference'

export { sdk }
