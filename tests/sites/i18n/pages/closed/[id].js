import { Shown, told } from '../../shown'

export default function Page({ told }) {
  return <Shown text={`closed ${told?.params.id} in ${told?.locale}`} told={told} />
}

export const getStaticPaths = () => ({
  paths: [{ params: { id: 'one' } }, { params: { id: 'one' }, locale: 'fr' }, '/nl-NL/closed/deux'],
  fallback: false,
})

export const getStaticProps = (context) =>
  context.params.id === 'gone' ? { notFound: true } : { props: { told: told(context) } }
