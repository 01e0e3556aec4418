import { Shown } from '../shown'

export default function Plain() {
  return <Shown text="Plain" />
}
