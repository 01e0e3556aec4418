module.exports = { generateBuildId: () => process.env.DEPLOYMENT_ID ?? null }
