/** Title and description of a page. */
import Head from 'next/head'

export function PageHead({ title, description }: { title: string; description?: string }) {
  return (
    <Head>
      <title key="title">{`${title} · Larch & Lantern`}</title>
      {description !== undefined && <meta key="description" name="description" content={description} />}
    </Head>
  )
}
