'use strict'

const sdk = require('@anthropic-ai/sdk')
const { Stream } = require('@anthropic-ai/sdk/core/streaming')
const { betaTool } = require('@anthropic-ai/sdk/helpers/beta/json-schema')
const { zodOutputFormat } = require('@anthropic-ai/sdk/helpers/zod')
const { z } = require('zod')

module.exports = { helpers: { betaTool, zodOutputFormat }, sdk, Stream, z }
