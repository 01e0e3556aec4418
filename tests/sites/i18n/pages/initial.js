import { Shown, told } from '../shown'

export default function Initial({ told }) {
  return <Shown text="Initial" told={told} />
}

Initial.getInitialProps = (context) => ({ told: told(context) })
