import { Shown } from '../shown.js'
import { told } from '../source.js'

export default Shown

export function getServerSideProps(context) {
  context.res.setHeader('Cache-Control', 'public, s-maxage=60')
  return { props: { text: 'Account '.repeat(300), told: told(context) } }
}
