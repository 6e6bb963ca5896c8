'use strict'

const sdk = require('openai')
const helpers = require('openai/helpers/zod')
const { Stream } = require('openai/core/streaming')
const { z } = require('zod')

module.exports = { helpers, sdk, Stream, z }
