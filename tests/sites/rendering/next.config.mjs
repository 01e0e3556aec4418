import mdx from '@mdx-js/rollup'

/** @type {import('next').NextConfig} */
export default {
  pageExtensions: ['tsx', 'ts', 'jsx', 'js', 'mdx'],
  reactStrictMode: true,
  compiler: {
    styledComponents: true,
    removeConsole: { exclude: ['log', 'error'] },
    reactRemoveProperties: true,
    define: { SITE_NAME: 'Rendered' },
  },
  sassOptions: { additionalData: '$brand: rebeccapurple;' },
  publicRuntimeConfig: { country: 'Iceland' },
  serverRuntimeConfig: { secret: 'geysir' },
  vitePlugins: [mdx()],
}
