/** The colours products come in, each with the tones its picture is painted with. */

export interface Palette {
  readonly slug: string
  readonly name: string
  /** Backdrop, lighter than everything on it. */
  readonly backdrop: string
  readonly light: string
  readonly main: string
  readonly dark: string
}

const palette = (slug: string, name: string, backdrop: string, light: string, main: string, dark: string): Palette => ({
  slug,
  name,
  backdrop,
  light,
  main,
  dark,
})

export const palettes: readonly Palette[] = [
  palette('sage', 'Sage', '#edf1ea', '#c3d1b8', '#8fa582', '#5c7152'),
  palette('terracotta', 'Terracotta', '#f8ede6', '#eab99d', '#c8744c', '#8c4727'),
  palette('ink', 'Ink Blue', '#e9edf4', '#9db1cf', '#3f5f8f', '#253a5c'),
  palette('oat', 'Oat', '#f6f1e7', '#e8d9bd', '#c9b083', '#8f784e'),
  palette('charcoal', 'Charcoal', '#eeeeec', '#a9aaa8', '#555856', '#2f3231'),
  palette('mustard', 'Mustard', '#faf3df', '#f0d48a', '#d6a233', '#94691a'),
  palette('rose', 'Dusty Rose', '#f8ecec', '#e8bfc0', '#c58488', '#8a5155'),
  palette('sea', 'Sea Green', '#e6f1ef', '#a5cec5', '#4a9385', '#2b6157'),
  palette('plum', 'Plum', '#f1eaf1', '#c7aac8', '#815a83', '#543657'),
  palette('sky', 'Pale Sky', '#eaf3f8', '#b7d6e6', '#77aac7', '#457896'),
  palette('rust', 'Rust', '#f7ebe4', '#dfa584', '#a9532d', '#6f3117'),
  palette('walnut', 'Walnut', '#f2ece6', '#c9ab8e', '#8b6243', '#563a26'),
]

export const paletteBySlug = (slug: string): Palette | undefined =>
  palettes.find((candidate) => candidate.slug === slug)
