import { writeSync } from 'node:fs'
import { read } from '../../source.js'

export default function Thing({ name, thrower }) {
  if (thrower) throw new Error('The component broke')
  return <h1>{name}</h1>
}

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

const forever = new Promise(() => {})

/** `{ does: 'page', … }` is returned as it is; the other names are ways to fail. */
export async function getStaticProps({ params }) {
  const { does, value, ...result } = await read(`/things/${params.id}`)
  switch (does) {
    case 'throw':
      throw new Error('The page broke')
    case 'throw-nothing':
      throw undefined
    case 'throw-enoent':
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
    case 'hang':
      return forever
    case 'loop':
      // Around the event loop, which is not given back any more.
      writeSync(2, `looping in ${params.id}\n`)
      for (;;) Math.random()
    case 'exit':
      return process.exit(0)
    case 'throw-late':
      setTimeout(() => {
        throw new Error('thrown when nobody listens')
      })
      return forever
    case 'reject-late':
      void Promise.reject(new Error('rejected when nobody listens'))
      return forever
    case 'undefined':
      return undefined
    case 'null':
      return null
    case 'text':
      return 'props'
    case 'revalidate':
      return { props: { name: 'Odd interval' }, revalidate: odd[value] }
    case 'props':
      return { props: { name: 'Odd props', value: odd[value] }, revalidate: false }
    case 'component':
      return { props: { thrower: true } }
    default:
      return result
  }
}

const circular = { name: 'circular' }
circular.self = circular

const odd = {
  NaN: NaN,
  Infinity: Infinity,
  zero: 0,
  negative: -1,
  fraction: 1.5,
  text: '1',
  null: null,
  object: {},
  date: new Date(0),
  undefined: undefined,
  function: () => 'called',
  circular,
  bigint: 10n,
}
