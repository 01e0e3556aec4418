'use strict'
// As the helpers of compilers are written: a function that is also its own default export.
function interop(module) {
  return module && module.__esModule ? module : { default: module }
}
module.exports = interop
module.exports.__esModule = true
module.exports.default = module.exports
