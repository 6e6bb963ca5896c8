'use strict'

const sdk = require('ollama')

module.exports = { sdk }
