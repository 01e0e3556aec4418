/** Those who write the magazine. */

export const authors = [
  {
    id: 'ines-carvalho',
    name: 'Inês Carvalho',
    about: {
      en: 'Inês Carvalho walks a city before she reads about it. She has lived next to six harbours.',
      fr: 'Inês Carvalho parcourt une ville avant de lire ce qu’on en dit. Elle a vécu près de six ports.',
      de: 'Inês Carvalho läuft eine Stadt ab, bevor sie über sie liest. Sie hat an sechs Häfen gelebt.',
    },
  },
  {
    id: 'tomas-lind',
    name: 'Tomas Lind',
    about: {
      en: 'Tomas Lind trained as a cooper and still mends what he writes about.',
      fr: 'Tomas Lind a appris la tonnellerie et répare encore ce dont il parle.',
      de: 'Tomas Lind hat Böttcher gelernt und repariert noch heute, worüber er schreibt.',
    },
  },
  {
    id: 'marie-le-goff',
    name: 'Marie Le Goff',
    about: {
      en: 'Marie Le Goff grew up on the coast of Finistère, and reports from wherever boats come in.',
      fr: 'Marie Le Goff a grandi sur la côte du Finistère et raconte tous les lieux où rentrent des bateaux.',
      de: 'Marie Le Goff ist an der Küste des Finistère aufgewachsen und berichtet von überall, wo Boote einlaufen.',
    },
  },
  {
    id: 'jonas-feld',
    name: 'Jonas Feld',
    about: {
      en: 'Jonas Feld writes at night, mostly about those who work then.',
      fr: 'Jonas Feld écrit la nuit, le plus souvent sur celles et ceux qui y travaillent.',
      de: 'Jonas Feld schreibt nachts, meist über Menschen, die dann arbeiten.',
    },
  },
  {
    id: 'paola-riva',
    name: 'Paola Riva',
    about: {
      en: 'Paola Riva cooks what she describes and is rarely asked to stop.',
      fr: 'Paola Riva cuisine ce qu’elle décrit, et on lui demande rarement d’arrêter.',
      de: 'Paola Riva kocht, was sie beschreibt, und selten bittet sie jemand aufzuhören.',
    },
  },
]
