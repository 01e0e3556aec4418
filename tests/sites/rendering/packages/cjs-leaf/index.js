'use strict'
// As compilers write it: a default export beside named ones, some of which no parser can guess.
Object.defineProperty(exports, '__esModule', { value: true })
exports.default = () => 'leaf default'
for (const name of ['first', 'second']) exports[name] = () => `leaf ${name}`
