const { hostname, port } = new URL(process.env.UPSTREAM)

module.exports = {
  basePath: process.env.BASE_PATH ?? '',
  images: {
    deviceSizes: [320, 640],
    imageSizes: [16, 64],
    qualities: [50, 75],
    formats: ['image/avif', 'image/webp'],
    remotePatterns: [{ protocol: 'http', hostname, port, pathname: '/pictures/**' }],
    localPatterns: [{ pathname: '/photo.jpg', search: '' }, { pathname: '/none.png' }, { pathname: '/api/**' }],
    minimumCacheTTL: Number(process.env.IMAGE_TTL ?? 3600),
    maximumResponseBody: 200_000,
    maximumDiskCacheSize: process.env.IMAGE_DISK ?? '16mb',
  },
}
