const names = ['Tim', 'Joe', 'Bel', 'Lee']

export default function search(text) {
  return names.filter((name) => name.toLowerCase().includes(text.toLowerCase()))
}
