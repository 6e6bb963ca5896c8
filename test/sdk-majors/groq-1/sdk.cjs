'use strict'

const sdk = require('groq-sdk')

module.exports = { sdk }
