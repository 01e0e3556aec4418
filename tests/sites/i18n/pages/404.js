import { Shown, told } from '../shown'

export default function NotFound({ told }) {
  return <Shown text={`Nothing here in ${told.locale}`} told={told} />
}

export const getStaticProps = (context) => ({ props: { told: told(context) } })
