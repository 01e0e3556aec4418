/** What data functions and browsers are told of a visitor who may see what is not published (B48, B105). */

/** Of getStaticProps and getServerSideProps: nothing for everybody else (B167). */
export const previewContext = (preview: { readonly data: unknown } | undefined) =>
  preview === undefined ? {} : ({ preview: true, previewData: preview.data, draftMode: true } as const)

/** Beside `pageProps`. */
export const previewProps = (preview: object | undefined) =>
  preview === undefined ? {} : ({ __N_PREVIEW: true } as const)
