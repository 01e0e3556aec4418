import { Shown } from '../../shown.js'
import { read, told } from '../../source.js'

export default Shown

export const getStaticPaths = () => ({ paths: [], fallback: true })

export async function getStaticProps(context) {
  const { text, draft, redirect } = await read(`/posts/${context.params.id}`)
  if (context.preview && redirect) return { redirect: { destination: redirect, permanent: false } }
  if (!context.preview && !text) return { notFound: true, revalidate: 1 }
  if (context.preview && draft === 'broken') throw new Error('The draft broke')
  return { props: { text: context.preview ? draft : text, told: told(context) }, revalidate: 3600 }
}
