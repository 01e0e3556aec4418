export default function handler() {
  throw new Error('a secret of the database')
}
