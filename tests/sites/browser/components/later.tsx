export function Later() {
  return <p id="later">Loaded later, rendered at once</p>
}
