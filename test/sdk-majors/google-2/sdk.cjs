'use strict'

const sdk = require('@google/genai')

module.exports = { sdk }
