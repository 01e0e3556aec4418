export default function Failed() {
  return <h1>Our till is broken</h1>
}
