export default { limits: { middlewareTimeoutMs: 1500 }, images: { imageSizes: [32], deviceSizes: [640] } }
