import { Shown, told } from '../shown'

export default function Rest({ told }) {
  return <Shown text={`Rest ${told?.params.rest.join('/')} in ${told?.locale}`} told={told} />
}

export const getStaticPaths = ({ locales, defaultLocale }) => ({
  paths: locales.map((locale) => ({ params: { rest: ['rest', defaultLocale] }, locale })),
  fallback: 'blocking',
})

export const getStaticProps = (context) =>
  context.params.rest[0] === 'rest' ? { props: { told: told(context) } } : { notFound: true }
