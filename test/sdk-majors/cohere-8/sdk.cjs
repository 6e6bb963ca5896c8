'use strict'

const sdk = require('cohere-ai')

module.exports = { sdk }
