export default function NotFound() {
  return <h1>Our own 404</h1>
}
