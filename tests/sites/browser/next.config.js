module.exports = {
  reactStrictMode: true,
  basePath: process.env.BASE_PATH ?? '',
  generateBuildId: () => process.env.DEPLOYMENT_ID ?? null,
}
