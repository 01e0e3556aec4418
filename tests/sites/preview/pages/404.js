import { Shown } from '../shown.js'
import { read, told } from '../source.js'

export default Shown

export async function getStaticProps(context) {
  const { text, draft } = await read('/nothing')
  return { props: { text: context.preview ? draft : text, told: told(context) } }
}
