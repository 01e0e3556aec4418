import CjsCard, { kind } from 'cjs-library'
import extra from 'cjs-library/extra'
import { EsmCard } from 'esm-library'

export default function Libraries() {
  return (
    <>
      <EsmCard />
      <CjsCard />
      <p id="kind">{`${kind}, ${extra()}`}</p>
    </>
  )
}
