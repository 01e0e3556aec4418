/** What articles are about: three themes for each section, in the order of the sections. `{place}` and `{person}` are filled in. */

export const themes = {
  cities: [
    {
      en: {
        title: 'The staircases of {place}',
        standfirst: 'Nobody counts the steps here. The legs know.',
        opening:
          'The quickest way through {place} is up. Whoever takes the street needs a quarter of an hour for what the stairs do in four minutes, and is greeted by fewer people. {person} has climbed them every day for fifty years and claims never to have been out of breath, only out of time.',
      },
      fr: {
        title: 'Les escaliers de {place}',
        standfirst: 'Personne ne compte les marches. Les jambes les connaissent.',
        opening:
          'À {place}, le chemin le plus court monte. Qui prend la rue met un quart d’heure là où l’escalier en demande quatre minutes, et croise moins de bonjours. {person} les gravit chaque jour depuis cinquante ans et jure n’avoir jamais manqué de souffle, seulement de temps.',
      },
      de: {
        title: 'Die Treppen von {place}',
        standfirst: 'Die Stufen zählt hier niemand. Die Beine kennen sie.',
        opening:
          'Der schnellste Weg durch {place} führt nach oben. Wer die Straße nimmt, braucht eine Viertelstunde für das, was die Treppe in vier Minuten schafft, und wird von weniger Leuten gegrüßt. {person} steigt sie seit fünfzig Jahren täglich und behauptet, nie außer Atem gewesen zu sein, nur außer der Zeit.',
      },
    },
    {
      en: {
        title: 'Why {place} keeps its trams',
        standfirst: 'They were to be gone by 1968. They are late.',
        opening:
          'The tram of {place} rings before each corner, although the bell has not been compulsory for decades. {person}, who drives line two, has tried a week without it. By Wednesday people were asking whether somebody had died.',
      },
      fr: {
        title: 'Pourquoi {place} garde ses trams',
        standfirst: 'Ils devaient disparaître en 1968. Ils ont du retard.',
        opening:
          'Le tram de {place} sonne avant chaque virage, bien que la cloche ne soit plus obligatoire depuis longtemps. {person}, qui conduit la ligne 2, a essayé une semaine sans. Le mercredi, on demandait déjà qui était mort.',
      },
      de: {
        title: 'Warum {place} seine Straßenbahn behält',
        standfirst: 'Sie sollte 1968 verschwinden. Sie hat Verspätung.',
        opening:
          'Die Straßenbahn von {place} klingelt vor jeder Kurve, obwohl das seit Jahrzehnten keine Pflicht mehr ist. {person} fährt die Linie 2 und hat es eine Woche ohne versucht. Am Mittwoch fragten die Leute, ob jemand gestorben sei.',
      },
    },
    {
      en: {
        title: 'A bench in {place}',
        standfirst: 'Four boards, two legs, and everything that is going on.',
        opening:
          'It stands where three streets forgot to meet. The bench has no view, no shade and no inscription, and it is never empty. {person} sits on its left half from nine to ten; the right half of {place} comes by and reports.',
      },
      fr: {
        title: 'Un banc à {place}',
        standfirst: 'Quatre planches, deux pieds, et tout ce qui se passe.',
        opening:
          'Il se trouve là où trois rues ont oublié de se croiser. Ce banc n’a ni vue, ni ombre, ni inscription, et il n’est jamais vide. {person} en occupe la moitié gauche de neuf à dix ; l’autre moitié de {place} passe et raconte.',
      },
      de: {
        title: 'Eine Bank in {place}',
        standfirst: 'Vier Bretter, zwei Füße und alles, was los ist.',
        opening:
          'Sie steht da, wo drei Straßen vergessen haben, sich zu treffen. Die Bank hat keine Aussicht, keinen Schatten und keine Inschrift, und sie ist nie leer. {person} sitzt von neun bis zehn auf der linken Hälfte; die rechte Hälfte von {place} kommt vorbei und berichtet.',
      },
    },
  ],
  seas: [
    {
      en: {
        title: 'The last lighthouse keepers of {place}',
        standfirst: 'The lamp needs nobody any more. They stay on.',
        opening:
          'The light of {place} has been automatic for thirty years. {person} still climbs up at dusk, wipes the glass and watches it come on by itself. “It is not mistrust,” is the answer, if you ask. “One says good evening.”',
      },
      fr: {
        title: 'Les derniers gardiens du phare de {place}',
        standfirst: 'La lampe n’a plus besoin de personne. Ils restent.',
        opening:
          'Le feu de {place} est automatique depuis trente ans. {person} monte pourtant au crépuscule, essuie la vitre et le regarde s’allumer tout seul. « Ce n’est pas de la méfiance, répond-on si vous demandez. On dit bonsoir. »',
      },
      de: {
        title: 'Die letzten Leuchtturmwärter von {place}',
        standfirst: 'Die Lampe braucht niemanden mehr. Sie bleiben trotzdem.',
        opening:
          'Das Feuer von {place} brennt seit dreißig Jahren automatisch. {person} steigt trotzdem in der Dämmerung hinauf, wischt das Glas und sieht zu, wie es von allein angeht. „Das ist kein Misstrauen“, lautet die Antwort, wenn man fragt. „Man sagt guten Abend.“',
      },
    },
    {
      en: {
        title: 'What the tide brings to {place}',
        standfirst: 'Timber, letters, a piano. An inventory.',
        opening:
          'Twice a day the sea empties its pockets in front of {place}. {person} walks along the line that it leaves and writes down what lies there: rope, a shoe, eleven oranges, half a door. On the door there was a number, and somebody is now looking for the house.',
      },
      fr: {
        title: 'Ce que la marée apporte à {place}',
        standfirst: 'Du bois, des lettres, un piano. Inventaire.',
        opening:
          'Deux fois par jour, la mer vide ses poches devant {place}. {person} longe la ligne qu’elle laisse et note ce qui s’y trouve : un cordage, une chaussure, onze oranges, une demi-porte. Sur la porte il y avait un numéro, et quelqu’un cherche à présent la maison.',
      },
      de: {
        title: 'Was die Flut nach {place} bringt',
        standfirst: 'Holz, Briefe, ein Klavier. Eine Bestandsaufnahme.',
        opening:
          'Zweimal am Tag leert das Meer vor {place} seine Taschen. {person} geht die Linie ab, die es zurücklässt, und schreibt auf, was da liegt: ein Tau, ein Schuh, elf Orangen, eine halbe Tür. Auf der Tür stand eine Nummer, und nun sucht jemand das Haus.',
      },
    },
    {
      en: {
        title: 'Swimming through the winter in {place}',
        standfirst: 'Six degrees, no excuses, then cake.',
        opening:
          'They meet at seven, when it is still dark, at the second ladder from the end. Nobody in {place} calls it sport. {person} goes in without a word, as if entering a church, and comes out after four minutes with the whole news of the week.',
      },
      fr: {
        title: 'Nager tout l’hiver à {place}',
        standfirst: 'Six degrés, aucune excuse, puis un gâteau.',
        opening:
          'On se retrouve à sept heures, dans le noir, à l’avant-dernière échelle. À {place}, personne n’appelle cela du sport. {person} entre dans l’eau sans un mot, comme dans une église, et en ressort au bout de quatre minutes avec toutes les nouvelles de la semaine.',
      },
      de: {
        title: 'Durch den Winter schwimmen in {place}',
        standfirst: 'Sechs Grad, keine Ausreden, danach Kuchen.',
        opening:
          'Man trifft sich um sieben, wenn es noch dunkel ist, an der vorletzten Leiter. Sport nennt das in {place} niemand. {person} geht wortlos hinein, als beträte man eine Kirche, und kommt nach vier Minuten mit den Neuigkeiten der ganzen Woche heraus.',
      },
    },
  ],
  tables: [
    {
      en: {
        title: 'Bread before dawn in {place}',
        standfirst: 'One oven, two brothers, no talking until five.',
        opening:
          'In the bakery at the harbour of {place} the light goes on at half past one. {person} has dough up to the elbows by two, and by three the street smells of what it will have for breakfast. The first customer is always the fishmonger; he pays in fish.',
      },
      fr: {
        title: 'Le pain d’avant l’aube à {place}',
        standfirst: 'Un four, deux frères, pas un mot avant cinq heures.',
        opening:
          'Dans la boulangerie du port de {place}, on allume à une heure et demie. À deux heures {person} a de la pâte jusqu’aux coudes, et à trois la rue sent ce qu’elle aura au petit-déjeuner. Le premier client est toujours le poissonnier ; il paie en poisson.',
      },
      de: {
        title: 'Brot vor Tagesanbruch in {place}',
        standfirst: 'Ein Ofen, zwei Brüder, kein Wort vor fünf.',
        opening:
          'In der Bäckerei am Hafen von {place} geht um halb zwei das Licht an. Um zwei steckt {person} bis zu den Ellbogen im Teig, und um drei riecht die Straße nach dem, was sie zum Frühstück haben wird. Der erste Kunde ist immer der Fischhändler; er zahlt in Fisch.',
      },
    },
    {
      en: {
        title: 'The soup that {place} argues about',
        standfirst: 'With saffron or without: a town divided.',
        opening:
          'There are two tables in the tavern, and you choose one as you come in. At the window they take saffron, at the wall they don’t. {person} has cooked for both halves of {place} for twenty years, in one pot, and will not say how.',
      },
      fr: {
        title: 'La soupe qui divise {place}',
        standfirst: 'Avec ou sans safran : une ville coupée en deux.',
        opening:
          'La taverne a deux tables, et l’on choisit en entrant. Côté fenêtre on prend du safran, côté mur on n’en prend pas. {person} cuisine depuis vingt ans pour les deux moitiés de {place}, dans une seule marmite, et ne dira pas comment.',
      },
      de: {
        title: 'Die Suppe, über die {place} streitet',
        standfirst: 'Mit Safran oder ohne: eine geteilte Stadt.',
        opening:
          'In der Schenke stehen zwei Tische, und man entscheidet sich beim Eintreten. Am Fenster isst man mit Safran, an der Wand ohne. {person} kocht seit zwanzig Jahren für beide Hälften von {place}, in einem Topf, und verrät nicht, wie.',
      },
    },
    {
      en: {
        title: 'The market of {place} opens at four',
        standfirst: 'By seven the best is gone, and everybody knows where to.',
        opening:
          'Whoever comes to the market of {place} by daylight sees the leftovers. At four, by the light of bicycle lamps, {person} taps melons, lifts the gills of a bream with one finger and buys three lemons, no more. The restaurant has nine tables. “Nine is what fits in the basket.”',
      },
      fr: {
        title: 'Le marché de {place} ouvre à quatre heures',
        standfirst: 'À sept heures le meilleur est parti, et chacun sait chez qui.',
        opening:
          'Qui vient au marché de {place} en plein jour ne voit que des restes. À quatre heures, à la lueur des lampes de vélo, {person} tapote les melons, soulève d’un doigt les ouïes d’une dorade et achète trois citrons, pas plus. Le restaurant a neuf tables. « Neuf, c’est ce qui tient dans le panier. »',
      },
      de: {
        title: 'Der Markt von {place} öffnet um vier',
        standfirst: 'Um sieben ist das Beste weg, und alle wissen, bei wem.',
        opening:
          'Wer bei Tageslicht auf den Markt von {place} kommt, sieht die Reste. Um vier, im Schein von Fahrradlampen, klopft {person} Melonen ab, hebt mit einem Finger die Kiemen einer Dorade und kauft drei Zitronen, nicht mehr. Das Lokal hat neun Tische. „Neun ist, was in den Korb passt.“',
      },
    },
  ],
  crafts: [
    {
      en: {
        title: 'The clockmaker of {place}',
        standfirst: 'Forty clocks, forty times, and one that is right.',
        opening:
          'In the shop it is always almost noon. {person} lets the repaired clocks of {place} run for a week before anyone may take them home, and never sets them alike: only so can one hear which of them is limping.',
      },
      fr: {
        title: 'L’horlogerie de {place}',
        standfirst: 'Quarante pendules, quarante heures, et une seule juste.',
        opening:
          'Dans la boutique, il est toujours presque midi. {person} laisse tourner une semaine les pendules réparées de {place} avant de les rendre, et ne les met jamais à la même heure : c’est ainsi seulement qu’on entend laquelle boite.',
      },
      de: {
        title: 'Die Uhrmacherei von {place}',
        standfirst: 'Vierzig Uhren, vierzig Zeiten, und eine stimmt.',
        opening:
          'Im Laden ist es immer fast Mittag. {person} lässt die reparierten Uhren von {place} eine Woche laufen, bevor jemand sie abholen darf, und stellt sie nie gleich: Nur so hört man, welche hinkt.',
      },
    },
    {
      en: {
        title: 'Paper, patiently: a mill in {place}',
        standfirst: 'A sheet takes nine days. It keeps for four hundred years.',
        opening:
          'The water comes from the hill, the rags from the hotels, the patience from {person}. At the mill outside {place} a sheet of paper is dipped, couched, pressed, hung, sized and hung again. What you hold then makes a sound like a door that closes in a good house.',
      },
      fr: {
        title: 'Du papier et de la patience : un moulin à {place}',
        standfirst: 'Une feuille demande neuf jours. Elle en dure quatre cents ans.',
        opening:
          'L’eau vient de la colline, les chiffons des hôtels, la patience de {person}. Au moulin près de {place}, la feuille est puisée, couchée, pressée, suspendue, encollée et suspendue encore. Ce qu’on tient alors fait le bruit d’une porte qui se ferme dans une bonne maison.',
      },
      de: {
        title: 'Papier, mit Geduld: eine Mühle in {place}',
        standfirst: 'Ein Bogen braucht neun Tage. Er hält vierhundert Jahre.',
        opening:
          'Das Wasser kommt vom Hügel, die Lumpen kommen aus den Hotels, die Geduld hat {person}. In der Mühle bei {place} wird der Bogen geschöpft, gegautscht, gepresst, gehängt, geleimt und wieder gehängt. Was man dann hält, klingt wie eine Tür, die in einem guten Haus ins Schloss fällt.',
      },
    },
    {
      en: {
        title: 'Tuning the bells of {place}',
        standfirst: 'A file, a fork, and a whole town that listens.',
        opening:
          'You can take metal off a bell, but never put any back. {person} strikes, listens, and files a hair’s breadth off the inside; then all of {place} waits for noon to learn whether the church is happier than yesterday.',
      },
      fr: {
        title: 'Accorder les cloches de {place}',
        standfirst: 'Une lime, un diapason, et toute une ville qui écoute.',
        opening:
          'On peut enlever du métal à une cloche, jamais en remettre. {person} frappe, écoute, et lime l’intérieur d’un cheveu ; puis tout {place} attend midi pour savoir si l’église est plus heureuse qu’hier.',
      },
      de: {
        title: 'Die Glocken von {place} stimmen',
        standfirst: 'Eine Feile, eine Gabel und eine ganze Stadt, die zuhört.',
        opening:
          'Von einer Glocke kann man Metall nehmen, aber keines zurückgeben. {person} schlägt an, horcht und feilt innen um Haaresbreite; dann wartet ganz {place} auf den Mittag, um zu erfahren, ob die Kirche glücklicher ist als gestern.',
      },
    },
  ],
  nights: [
    {
      en: {
        title: 'The night bus of {place}',
        standfirst: 'Eleven stops, one driver, and a rule about singing.',
        opening:
          'The night bus circles {place} until somebody wants to get off. {person} knows most passengers by their shoes. Singing is allowed between the theatre and the bridge; after that people live there.',
      },
      fr: {
        title: 'Le bus de nuit de {place}',
        standfirst: 'Onze arrêts, une seule personne au volant, et une règle pour chanter.',
        opening:
          'Le bus de nuit tourne autour de {place} jusqu’à ce que quelqu’un veuille descendre. {person} reconnaît les passagers à leurs chaussures. On peut chanter entre le théâtre et le pont ; après, il y a des gens qui habitent.',
      },
      de: {
        title: 'Der Nachtbus von {place}',
        standfirst: 'Elf Haltestellen, eine Person am Steuer und eine Regel fürs Singen.',
        opening:
          'Der Nachtbus umrundet {place}, bis jemand aussteigen will. {person} erkennt die meisten Fahrgäste an den Schuhen. Singen darf man zwischen Theater und Brücke; danach wohnen Leute.',
      },
    },
    {
      en: {
        title: 'Counting stars above {place}',
        standfirst: 'With the naked eye, a blanket and a tally sheet.',
        opening:
          'Each autumn a dozen people lie down on the mole of {place} and count. {person} collects the sheets: in the first year there were nine hundred stars, in the worst two hundred and six. Since the fish factory put shades on its lamps, they are coming back.',
      },
      fr: {
        title: 'Compter les étoiles de {place}',
        standfirst: 'À l’œil nu, avec une couverture et une feuille de pointage.',
        opening:
          'Chaque automne, une douzaine de personnes s’allongent sur la jetée de {place} et comptent. {person} ramasse les feuilles : la première année, neuf cents étoiles ; la pire, deux cent six. Depuis que la conserverie a mis des abat-jour à ses lampes, elles reviennent.',
      },
      de: {
        title: 'Sterne zählen über {place}',
        standfirst: 'Mit bloßem Auge, einer Decke und einer Strichliste.',
        opening:
          'Jeden Herbst legen sich ein Dutzend Leute auf die Mole von {place} und zählen. {person} sammelt die Zettel ein: im ersten Jahr neunhundert Sterne, im schlechtesten zweihundertsechs. Seit die Fischfabrik ihre Lampen abschirmt, kommen sie zurück.',
      },
    },
    {
      en: {
        title: 'Who sweeps {place} at five in the morning',
        standfirst: 'Seven brooms, and everything that a night leaves behind.',
        opening:
          'The square belongs to the brooms now. {person} starts at the fountain and works outwards, in circles, against the hand of the clock. Confetti tells of a wedding, single shoes of a good one. By six {place} looks as if nobody had ever been happy here.',
      },
      fr: {
        title: 'Qui balaie {place} à cinq heures du matin',
        standfirst: 'Sept balais, et tout ce qu’une nuit laisse derrière elle.',
        opening:
          'La place est maintenant aux balais. {person} commence à la fontaine et travaille vers l’extérieur, en cercles, dans le sens inverse des aiguilles. Les confettis disent qu’il y a eu mariage, une chaussure seule qu’il était réussi. À six heures, {place} a l’air de n’avoir jamais été heureuse.',
      },
      de: {
        title: 'Wer {place} um fünf Uhr morgens fegt',
        standfirst: 'Sieben Besen und alles, was eine Nacht zurücklässt.',
        opening:
          'Der Platz gehört jetzt den Besen. {person} beginnt am Brunnen und arbeitet sich in Kreisen nach außen, gegen den Uhrzeiger. Konfetti erzählt von einer Hochzeit, ein einzelner Schuh von einer guten. Um sechs sieht {place} aus, als sei hier nie jemand glücklich gewesen.',
      },
    },
  ],
}
