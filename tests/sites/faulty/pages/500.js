export default function Broken() {
  return <h1>Our own 500</h1>
}
