import { Shown, told } from '../shown'

export default function Home({ told }) {
  return <Shown text={`Home in ${told.locale}`} told={told} />
}

export const getStaticProps = (context) => ({ props: { told: told(context) } })
