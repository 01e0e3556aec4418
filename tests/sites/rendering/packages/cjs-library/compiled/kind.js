exports.kind = 'CommonJS'
