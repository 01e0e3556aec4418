import { Shown } from '../../shown.js'
import { read, told } from '../../source.js'

export default Shown

export const getStaticPaths = () => ({ paths: ['/closed/listed'], fallback: false })

export async function getStaticProps(context) {
  const { text, draft } = await read(`/closed/${context.params.id}`)
  if (context.preview && !draft) return { notFound: true }
  return { props: { text: context.preview ? draft : text, told: told(context) } }
}
