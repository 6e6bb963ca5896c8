import * as sdk from 'together-ai'

export { sdk }
