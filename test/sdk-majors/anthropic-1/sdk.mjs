import * as sdk from '@anthropic-ai/sdk'
import { Stream } from '@anthropic-ai/sdk/core/streaming'
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema'
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import { z } from 'zod'

export const helpers = { betaTool, zodOutputFormat }
export { sdk, Stream, z }
