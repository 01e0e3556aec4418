/** Who writes here. */
export interface Author {
  id: string
  name: string
  role: string
  about: string
}

export const authors: Author[] = [
  {
    id: 'mara-quill',
    name: 'Mara Quill',
    role: 'Keeper',
    about: 'Came to Lantern Point for one winter in 1999, and has missed three log entries since.',
  },
  {
    id: 'tobias-renn',
    name: 'Tobias Renn',
    role: 'Engineer',
    about: 'Looks after the lamp, the batteries, the radio and every computer on the rock, in this order.',
  },
  {
    id: 'ines-calloway',
    name: 'Inés Calloway',
    role: 'Naturalist',
    about: 'Counts what flies, swims and washes ashore, and argues with the numbers afterwards.',
  },
]

export const authorOf = (id: string): Author | undefined => authors.find((author) => author.id === id)
