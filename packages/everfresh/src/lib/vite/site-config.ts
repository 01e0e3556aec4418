/** One Vite configuration for `dev` and `build`, so that what a developer sees is what gets built. */
import react from '@vitejs/plugin-react'
import { mergeConfig, type InlineConfig, type PluginOption } from 'vite'
import type { SiteSettings } from '../config/site-settings.ts'
import type { ImageSettings } from '../images/image-settings.ts'
import type { I18nSettings } from '../routes/locale-path.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import type { RoutingRules } from '../routing/rule-types.ts'
import { browserBuiltins, developmentGlobals } from './browser-builtins.ts'
import { commonjsPackages } from './commonjs-packages.ts'
import { commonjsSources } from './commonjs-sources.ts'
import { fonts } from './fonts/fonts.ts'
import { frameworkPackages } from './framework-packages.ts'
import { imageConfigPlugin } from './image-config.ts'
import { imageImports } from './image-imports.ts'
import { jsconfigPaths } from './jsconfig-paths.ts'
import { jsxInJs } from './jsx-in-js.ts'
import { nextImports } from './next-imports.ts'
import { postcssNames } from './postcss-names.ts'
import { siteBabel } from './site-babel.ts'
import { stripCompiledDataFunctions, stripDataFunctions } from './strip-data-functions.ts'
import { virtualEntries } from './virtual-entries.ts'

/** What the configuration says of compiling. */
export type CompileSettings = Pick<SiteSettings, 'compiler' | 'transpilePackages' | 'sassOptions' | 'runtimeConfig'>

export interface SiteConfigOptions extends CompileSettings {
  /** Absolute path of the site. */
  readonly root: string
  readonly basePath: string
  /** Links in documents end in a slash. */
  readonly trailingSlash: boolean
  readonly mode: 'development' | 'production'
  readonly routes: () => SiteRoutes
  readonly reactStrictMode: boolean
  /** Replaced in browser and server code alike: NEXT_PUBLIC_* and the configuration's `env`. */
  readonly publicEnv: Readonly<Record<string, string>>
  readonly images: ImageSettings
  /** Documents name the site's languages. */
  readonly i18n?: I18nSettings | undefined
  /** Where browsers fetch assets, in place of the base path. */
  readonly assetPrefix?: string | undefined
  readonly rules?: RoutingRules | undefined
  /** Whether browsers may fetch source maps. */
  readonly sourceMaps?: boolean
  /** What else documents show of the configuration: pages that do not are others. */
  readonly shown?: readonly unknown[]
  readonly plugins?: readonly PluginOption[]
  /** Absolute path of where fetched fonts are kept from build to build. */
  readonly fontDirectory: string
  /** Where a build writes what browsers fetch. */
  readonly clientDirectory?: string
}

export function siteConfig(options: SiteConfigOptions): InlineConfig {
  const { root, compiler, sassOptions } = options
  const jsx = compiler.emotion === false ? {} : { jsxImportSource: '@emotion/react' }
  const transforms = compiler.styledComponents === false ? {} : { styledComponents: compiler.styledComponents }
  const isPage = (file: string) => options.routes().pages.some((page) => page.file === file)
  return mergeConfig<InlineConfig, InlineConfig>(
    {
      root,
      base: `${options.assetPrefix || options.basePath}/`,
      mode: options.mode,
      configFile: false,
      envDir: false,
      logLevel: 'warn',
      clearScreen: false,
      publicDir: false,
      appType: 'custom',
      define: defines(options),
      // Aliases such as "@/components" are where editors have them from.
      resolve: { dedupe: ['react', 'react-dom'], tsconfigPaths: true },
      environments: { ssr: { define: constantsOf(compiler.defineServer) } },
      css: { preprocessorOptions: { scss: sassOptions, sass: sassOptions } },
      // Which of our plugins took how long is no concern of a site.
      build: { rolldownOptions: { checks: { bundlerTimings: false } } },
      oxc: { plugins: transforms },
      plugins: [
        nextImports(),
        browserBuiltins(),
        developmentGlobals(),
        jsconfigPaths(root),
        frameworkPackages({ ...options, isPage }),
        commonjsPackages(root),
        postcssNames(root),
        fonts(options),
        siteBabel(options),
        imageConfigPlugin(options),
        options.images.disableStaticImages ? null : imageImports(options),
        stripDataFunctions(isPage),
        virtualEntries(options.routes, options),
        commonjsSources(),
        jsxInJs({ ...jsx, transforms }),
        react(jsx),
      ],
    },
    { plugins: [...(options.plugins ?? []), stripCompiledDataFunctions(isPage)] },
  )
}

function defines({ publicEnv, mode, compiler }: SiteConfigOptions): Record<string, string> {
  const entries = Object.entries(publicEnv).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)])
  return {
    ...constantsOf(compiler.define),
    ...Object.fromEntries(entries),
    'process.env.NODE_ENV': JSON.stringify(mode),
  }
}

const constantsOf = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]))
