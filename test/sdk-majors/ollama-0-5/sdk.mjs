import * as sdk from 'ollama'

export { sdk }
