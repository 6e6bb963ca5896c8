/** The entry for `node --import @costspan/node/register`: switches metering on with the settings of file and environment. */
import { register } from './register.ts'

register()
