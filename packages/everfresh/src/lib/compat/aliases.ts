/** Which of our modules stands in for which import of `next`, and what to use in place of those that have none. */

/** File names in this folder, without extension. */
export const compatModules: Readonly<Record<string, string>> = {
  next: 'next',
  'next/app': 'next-app',
  'next/constants': 'next-constants',
  'next/document': 'next-document',
  'next/dynamic': 'next-dynamic',
  'next/error': 'next-error',
  'next/head': 'next-head',
  'next/image': 'next-image',
  'next/legacy/image': 'next-legacy-image',
  'next/link': 'next-link',
  'next/router': 'next-router',
  'next/script': 'next-script',
}

const appRouter = 'It belongs to the App Router, and this is the Pages Router.'

/** What to do about an import that we have nothing for. One sentence or two, for an error message. */
export const unsupportedImports: Readonly<Record<string, string>> = {
  'next/amp': 'AMP was removed from Next.js as well; render ordinary pages.',
  'next/cache': `${appRouter} Return "tags" from getStaticProps, and call res.revalidate() in an API route.`,
  'next/client': 'Use the router of "next/router".',
  'next/compat/router': 'Use useRouter() of "next/router".',
  'next/config': 'Read environment variables instead: NEXT_PUBLIC_… ones in browsers, all of them on the server.',
  'next/font/google': 'Add the font files to public/ and an @font-face rule to your global CSS.',
  'next/font/local': 'Write an @font-face rule in your global CSS; the build gives the files hashed names.',
  'next/form': 'Use a <form>, and router.push() in its onSubmit.',
  'next/headers': `${appRouter} Read req.headers and req.cookies in getServerSideProps or an API route.`,
  'next/navigation': `${appRouter} Use useRouter() of "next/router": its query and asPath tell parameters and path.`,
  'next/og': 'Draw the image in an API route with a library of your choice.',
  'next/server': 'There is no middleware; use getServerSideProps or an API route.',
  'next/web-vitals': 'Use the package "web-vitals" in pages/_app.',
}
