import type { GetStaticPaths, GetStaticProps, InferGetStaticPropsType } from 'next'
import Link from 'next/link'
import { load } from 'lib/source'

type Post = { title: string; draft?: string }
type Props = { title: string; isDraft: boolean; version: string | null }

export const getStaticPaths = (async () => ({
  paths: [{ params: { slug: 'first' } }],
  fallback: 'blocking',
})) satisfies GetStaticPaths

export const getStaticProps = (async (context) => {
  const post = await load<Post>(`/drafts/${context.params?.slug}`)
  const version = (context.previewData as { version?: string } | undefined)?.version ?? null
  const title = context.draftMode ? (post.draft ?? post.title) : post.title
  return { props: { title, isDraft: context.draftMode === true, version } }
}) satisfies GetStaticProps<Props>

export default function Draft({ title, isDraft, version }: InferGetStaticPropsType<typeof getStaticProps>) {
  return (
    <>
      <h1>{title}</h1>
      {isDraft && <p id="notice">{`You see a draft${version ? ` of ${version}` : ''}`}</p>}
      <Link href="/">Home</Link> <Link href="/drafts/second">Next</Link>
    </>
  )
}
