'use strict'

const sdk = require('together-ai')

module.exports = { sdk }
