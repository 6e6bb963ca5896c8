/** All majors of both SDKs in one process, each once imported and once required. */
import { createRequire } from 'node:module'

import * as anthropic0 from '../../sdk-majors/anthropic-0/sdk.mjs'
import * as anthropic1 from '../../sdk-majors/anthropic-1/sdk.mjs'
import * as openai5 from '../../sdk-majors/openai-5/sdk.mjs'
import * as openai6 from '../../sdk-majors/openai-6/sdk.mjs'
import * as openai7 from '../../sdk-majors/openai-7/sdk.mjs'

const require = createRequire(import.meta.url)
const required = (folder) => require(`../../sdk-majors/${folder}/sdk.cjs`)

export const openai = [openai5, openai6, openai7, ...['openai-5', 'openai-6', 'openai-7'].map(required)]
export const anthropic = [anthropic0, anthropic1, ...['anthropic-0', 'anthropic-1'].map(required)]
