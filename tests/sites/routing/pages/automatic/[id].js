import { Route } from '../../components/route'

export default function Automatic() {
  return (
    <>
      <h1>Automatic</h1>
      <Route />
    </>
  )
}
