export function Hello() {
  return <p id="hello">Hello from a named export</p>
}
