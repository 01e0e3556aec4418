import { Route } from '../components/route'

export default function Plain() {
  return (
    <>
      <h1>Plain</h1>
      <Route />
    </>
  )
}
