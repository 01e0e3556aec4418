import type { Messages } from './en'

const german: Messages = {
  tagline: 'Reportagen aus Hafenstädten',
  skip: 'Zum Artikel',
  menu: 'Ressorts',
  languages: 'Sprachen',
  search: 'Suche',
  searchFor: 'Im Magazin suchen',
  found: (count, query) => `${count} Artikel zu „${query}“`,
  nothingFound: (query) =>
    `Zu „${query}“ wurde nichts gefunden. Versuchen Sie es mit einem Ort: Bergen, Porto, Palermo.`,
  searchFails: 'Das Archiv antwortet gerade nicht. Bitte versuchen Sie es in einer Minute noch einmal.',
  mostRead: 'Meistgelesen',
  latest: 'Neueste Artikel',
  moreFrom: (section) => `Mehr aus ${section}`,
  all: (section) => `Alles aus ${section}`,
  issue: (number) => `Heft ${number}`,
  issues: 'Hefte',
  articlesBy: (name) => `Artikel von ${name}`,
  authors: 'Wer hier schreibt',
  by: 'Von',
  and: 'und',
  minutes: (count) => `${count} Min. Lesezeit`,
  picture: (title) => `Illustration zu „${title}“`,
  loading: 'Das Heft wird aus dem Archiv geholt …',
  isDraft: 'Entwurf',
  draftBanner: 'Entwurfsmodus: Sie sehen, was noch nicht veröffentlicht ist.',
  leaveDrafts: 'Entwurfsmodus verlassen',
  notTranslated: (language) => `Nicht auf ${language} verfügbar`,
  notFound: 'Diese Seite ist nicht erschienen',
  notFoundText: 'Der Artikel wurde zurückgezogen oder nie geschrieben. Diese schon:',
  broken: 'Die Druckmaschine steht still',
  brokenText: 'Bei uns ist etwas schiefgegangen. Bitte kommen Sie gleich noch einmal wieder.',
  home: 'Zur Titelseite',
  feed: 'RSS-Feed',
  colophon:
    'Ein Magazin, das es nur gibt, um ein Framework bei der Arbeit zu zeigen. Seine Orte gibt es, seine Menschen nicht.',
}

export default german
