/** The sections of the magazine, each with what its articles say further down. `{place}`, `{person}` and `{year}` are filled in. */

export const sections = [
  {
    id: 'cities',
    name: { en: 'Cities', fr: 'Villes', de: 'Städte' },
    motto: {
      en: 'Streets, stairs and those who use them.',
      fr: 'Des rues, des escaliers et ceux qui les prennent.',
      de: 'Straßen, Treppen und wer sie benutzt.',
    },
    heading: {
      en: 'A plan, and what became of it',
      fr: 'Un plan, et ce qu’il en reste',
      de: 'Ein Plan und was daraus wurde',
    },
    paragraphs: {
      en: [
        'The town hall has drawn {place} anew three times since {year}. Each plan hangs in the same corridor, in the same frame, and each was going to be the last. Between the frames the plaster is darker where visitors lean while they compare them.',
        '{person} keeps the fourth plan, which nobody commissioned: a sheet on which the neighbours write what is really there. A tap that works. A dog that does not bite. The hour at which the sun reaches the second landing.',
      ],
      fr: [
        'Depuis {year}, la mairie a redessiné {place} trois fois. Les plans sont accrochés dans le même couloir, dans le même cadre, et chacun devait être le dernier. Entre les cadres, le plâtre est plus sombre là où les visiteurs s’appuient pour comparer.',
        '{person} conserve le quatrième plan, que personne n’a commandé : une feuille où les voisins notent ce qui s’y trouve vraiment. Un robinet qui marche. Un chien qui ne mord pas. L’heure à laquelle le soleil atteint le deuxième palier.',
      ],
      de: [
        'Seit {year} hat das Rathaus {place} dreimal neu gezeichnet. Die Pläne hängen im selben Flur, im selben Rahmen, und jeder sollte der letzte sein. Zwischen den Rahmen ist der Putz dunkler, wo Besucher sich beim Vergleichen anlehnen.',
        '{person} bewahrt den vierten Plan auf, den niemand bestellt hat: ein Blatt, auf dem die Nachbarn notieren, was wirklich da ist. Ein Wasserhahn, der läuft. Ein Hund, der nicht beißt. Die Stunde, zu der die Sonne den zweiten Absatz erreicht.',
      ],
    },
    quote: {
      en: 'A city is what you still find when the map is wet.',
      fr: 'Une ville, c’est ce qu’on retrouve quand le plan est mouillé.',
      de: 'Eine Stadt ist, was man noch findet, wenn der Plan nass ist.',
    },
  },
  {
    id: 'seas',
    name: { en: 'Seas', fr: 'Mers', de: 'Meere' },
    motto: {
      en: 'Coasts, and what comes and goes along them.',
      fr: 'Les côtes, et ce qui y passe.',
      de: 'Küsten und was an ihnen kommt und geht.',
    },
    heading: { en: 'The log', fr: 'Le journal', de: 'Das Logbuch' },
    paragraphs: {
      en: [
        'There is a book for everything here. The one from {year} lists wind, visibility and the number of boats, three times a day and without an adjective. Only once, in February, does it say: “Beautiful.” Nobody has crossed it out.',
        '{person} reads it the way others read a novel. The sea off {place} has not become wilder, according to the book; there are just fewer people who look. The harbour counts its ships by satellite now, and the satellite does not write “beautiful”.',
      ],
      fr: [
        'Ici, il y a un registre pour tout. Celui de {year} donne le vent, la visibilité et le nombre de bateaux, trois fois par jour et sans un adjectif. Une seule fois, en février, on y lit : « Beau. » Personne ne l’a rayé.',
        '{person} le lit comme d’autres lisent un roman. D’après le registre, la mer devant {place} n’est pas devenue plus sauvage ; il y a seulement moins de gens qui la regardent. Le port compte désormais ses navires par satellite, et le satellite n’écrit pas « beau ».',
      ],
      de: [
        'Hier gibt es für alles ein Buch. Das von {year} nennt Wind, Sicht und die Zahl der Boote, dreimal am Tag und ohne ein Adjektiv. Nur einmal, im Februar, steht dort: „Schön.“ Niemand hat es gestrichen.',
        '{person} liest darin wie andere in einem Roman. Wilder, sagt das Buch, ist das Meer vor {place} nicht geworden; es schauen nur weniger Leute hin. Der Hafen zählt seine Schiffe jetzt per Satellit, und der Satellit schreibt nicht „schön“.',
      ],
    },
    quote: {
      en: 'The sea does not repeat itself. We do.',
      fr: 'La mer ne se répète pas. Nous, si.',
      de: 'Das Meer wiederholt sich nicht. Wir schon.',
    },
  },
  {
    id: 'tables',
    name: { en: 'Tables', fr: 'À table', de: 'Bei Tisch' },
    motto: {
      en: 'What is eaten, by whom, and who washes up.',
      fr: 'Ce qu’on mange, qui le mange, et qui fait la vaisselle.',
      de: 'Was gegessen wird, von wem, und wer abwäscht.',
    },
    heading: { en: 'Without a recipe', fr: 'Sans recette', de: 'Ohne Rezept' },
    paragraphs: {
      en: [
        'Ask for quantities and you are handed a spoon. The spoon has been in the family since {year}, it has lost a third of its edge to one particular pot, and for that reason every measure in the house has grown smaller, decade by decade, without anybody deciding so.',
        '“People say it used to be better,” says {person}. “It used to be more salt.” In {place} that counts as a correction, not as a joke. Then the plates are brought, and for a while nobody says anything at all.',
      ],
      fr: [
        'Demandez les quantités, on vous tend une cuillère. Elle est dans la famille depuis {year}, une certaine marmite lui a mangé un tiers du bord, et c’est ainsi que toutes les mesures de la maison ont diminué, décennie après décennie, sans que personne l’ait décidé.',
        '« On dit que c’était meilleur avant, explique {person}. Avant, c’était plus salé. » À {place}, cela passe pour une rectification, pas pour une plaisanterie. Puis on apporte les assiettes et, un moment, plus personne ne parle.',
      ],
      de: [
        'Wer nach Mengen fragt, bekommt einen Löffel gereicht. Er ist seit {year} in der Familie, ein bestimmter Topf hat ihm ein Drittel der Kante genommen, und darum sind alle Maße im Haus kleiner geworden, Jahrzehnt um Jahrzehnt, ohne dass es jemand beschlossen hätte.',
        '„Man sagt, früher sei es besser gewesen“, sagt {person}. „Früher war mehr Salz.“ In {place} gilt das als Berichtigung, nicht als Scherz. Dann kommen die Teller, und eine Weile sagt niemand etwas.',
      ],
    },
    quote: {
      en: 'You can’t argue with your mouth full. That is what the soup is for.',
      fr: 'On ne se dispute pas la bouche pleine. C’est à cela que sert la soupe.',
      de: 'Mit vollem Mund streitet man nicht. Dafür gibt es die Suppe.',
    },
  },
  {
    id: 'crafts',
    name: { en: 'Crafts', fr: 'Métiers', de: 'Handwerk' },
    motto: {
      en: 'Slow work and the tools for it.',
      fr: 'Le travail lent et ses outils.',
      de: 'Langsame Arbeit und ihr Werkzeug.',
    },
    heading: { en: 'The right pressure', fr: 'La bonne pression', de: 'Der richtige Druck' },
    paragraphs: {
      en: [
        'The workshop has belonged to four families since {year}, and each left one tool that must not be moved. Apprentices learn first to walk around them. After a year they have learnt, without being told, in which order the work is done.',
        '{person} does not explain much. A hand is laid on yours, presses, lets go. That was it, that was the pressure; now you. It takes most people in {place} three winters, and the others say that it took them two.',
      ],
      fr: [
        'Depuis {year}, l’atelier a appartenu à quatre familles, et chacune a laissé un outil qu’il ne faut pas déplacer. Les apprentis apprennent d’abord à les contourner. Au bout d’un an ils savent, sans qu’on le leur ait dit, dans quel ordre se fait le travail.',
        '{person} n’explique pas beaucoup. Une main se pose sur la vôtre, appuie, relâche. C’était cela, la pression ; à vous. À {place}, il faut trois hivers à la plupart, et les autres prétendent qu’il leur en a fallu deux.',
      ],
      de: [
        'Die Werkstatt hat seit {year} vier Familien gehört, und jede hat ein Werkzeug hinterlassen, das nicht verrückt werden darf. Lehrlinge lernen zuerst, darum herumzugehen. Nach einem Jahr wissen sie, ohne dass man es ihnen gesagt hätte, in welcher Reihenfolge gearbeitet wird.',
        '{person} erklärt nicht viel. Eine Hand legt sich auf die eigene, drückt, lässt los. Das war er, der Druck; jetzt du. Die meisten brauchen in {place} drei Winter, und die übrigen behaupten, es seien zwei gewesen.',
      ],
    },
    quote: {
      en: 'Haste is only a way of doing it twice.',
      fr: 'La hâte n’est qu’une manière de faire deux fois.',
      de: 'Eile ist nur eine Art, es zweimal zu tun.',
    },
  },
  {
    id: 'nights',
    name: { en: 'Nights', fr: 'Nuits', de: 'Nächte' },
    motto: {
      en: 'For those who are awake.',
      fr: 'Pour celles et ceux qui veillent.',
      de: 'Für alle, die wach sind.',
    },
    heading: { en: 'Ten past three', fr: 'Trois heures dix', de: 'Zehn nach drei' },
    paragraphs: {
      en: [
        'At ten past three it is as quiet as it gets. Since {year} the street lamps of {place} have been dimmed at this hour, to save money, and it turned out that nobody minded: whoever is outside now knows the way.',
        '{person} has a flask, two cups and a rule: the second cup is for whoever comes along. In a good night that is three people. They talk about the weather, as one does, but at this hour they mean it.',
      ],
      fr: [
        'À trois heures dix, le silence est aussi profond qu’il peut l’être. Depuis {year}, à cette heure-là, on baisse les réverbères de {place} par économie, et il s’est avéré que personne ne s’en plaignait : qui est dehors à présent connaît le chemin.',
        '{person} a une thermos, deux tasses et une règle : la seconde tasse est pour qui passera. Les bonnes nuits, cela fait trois personnes. On parle du temps, comme partout, mais à cette heure-ci on le pense.',
      ],
      de: [
        'Um zehn nach drei ist es so still, wie es wird. Seit {year} dimmt {place} um diese Stunde die Laternen, um zu sparen, und es stellte sich heraus, dass es niemanden stört: Wer jetzt draußen ist, kennt den Weg.',
        '{person} hat eine Thermoskanne, zwei Becher und eine Regel: Der zweite Becher ist für den, der vorbeikommt. In guten Nächten sind das drei Leute. Man spricht über das Wetter, wie überall, aber um diese Zeit meint man es so.',
      ],
    },
    quote: {
      en: 'The day belongs to everybody. The night you have to earn.',
      fr: 'Le jour est à tout le monde. La nuit se mérite.',
      de: 'Der Tag gehört allen. Die Nacht muss man sich verdienen.',
    },
  },
]
