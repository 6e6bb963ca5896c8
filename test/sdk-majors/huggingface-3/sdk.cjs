'use strict'

const sdk = require('@huggingface/inference')

module.exports = { sdk }
