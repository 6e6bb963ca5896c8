import * as sdk from '@mistralai/mistralai'

export { sdk }
