'use strict'

const sdk = require('@mistralai/mistralai')

module.exports = { sdk }
