import * as sdk from '@google/genai'

export { sdk }
