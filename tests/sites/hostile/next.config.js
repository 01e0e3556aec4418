module.exports = {
  basePath: process.env.BASE_PATH ?? '',
  trailingSlash: process.env.TRAILING_SLASH === '1',
}
