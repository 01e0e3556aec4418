/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  env: {
    siteName: 'The guides',
  },
  images: {
    remotePatterns: [new URL(`${process.env.PICTURES}/pictures/**`)],
  },
}

module.exports = nextConfig
