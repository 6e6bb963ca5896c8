import * as sdk from 'openai'
import * as helpers from 'openai/helpers/zod'
import { Stream } from 'openai/core/streaming'
import { z } from 'zod'

export { helpers, sdk, Stream, z }
