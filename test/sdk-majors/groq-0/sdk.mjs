import * as sdk from 'groq-sdk'

export { sdk }
