import { Shown, told } from '../shown'

export default function Request({ text, told }) {
  return <Shown text={text} told={told} />
}

export function getServerSideProps(context) {
  if (context.query.fail) throw new Error('Failed on purpose')
  if (context.query.missing) return { notFound: true }
  if (context.query.to) return { redirect: { destination: context.query.to, permanent: false } }
  return { props: { text: `Request for ${context.resolvedUrl}`, told: told(context) } }
}
