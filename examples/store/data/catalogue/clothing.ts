/** Words for the clothing department. */
import type { DepartmentWords } from './words.ts'

const sizes = ['S', 'M', 'L', 'XL']
const origin = ['Portugal', 'Italy', 'Lithuania', 'Scotland', 'Japan']

export const clothing: DepartmentWords = {
  jackets: {
    nouns: ['Parka', 'Rain Jacket', 'Chore Coat', 'Overshirt', 'Anorak', 'Gilet', 'Field Jacket', 'Bomber'],
    kinds: ['Waxed', 'Quilted', 'Waterproof', 'Boiled-Wool', 'Cotton-Drill', 'Packable', 'Down'],
    sizes,
    price: [59, 480],
    uses: ['drizzle that means it', 'the space between seasons', 'allotments and offices', 'ferry decks'],
    strengths: [
      'The hood moves with your head and sees round corners.',
      'Pockets lined with brushed cotton take whole hands.',
      'Taped seams and a storm flap: the rain stays outside.',
      'It is cut with room for a jumper and no more.',
      'The zip is a big one, from both ends.',
      'Elbows are doubled, because elbows go first.',
    ],
    care: ['Sponge clean; rewax once a year.', 'Machine wash at 30 °C with liquid soap.'],
    details: { Fit: ['Regular', 'Relaxed', 'Slim'], Lining: ['Cotton', 'None', 'Recycled'], 'Made in': origin },
  },
  knitwear: {
    nouns: ['Jumper', 'Cardigan', 'Roll Neck', 'Crew Neck', 'Slipover', 'Fisherman Jumper', 'Beanie', 'Scarf'],
    kinds: ['Lambswool', 'Merino', 'Cashmere', 'Cotton', 'Shetland', 'Cable-Knit', 'Ribbed'],
    sizes,
    price: [29, 290],
    uses: ['cold offices', 'walks with the dog', 'wearing for the next ten years', 'layering'],
    strengths: [
      'Fully fashioned, it has no cut edges to come undone.',
      'The yarn is spun twice, so it pills half as much.',
      'A spare skein for mending hangs inside.',
      'It is warm when damp and cool when you are.',
      'Cuffs and hem spring back.',
      'Wool from named farms, undyed where the colour allows.',
    ],
    care: ['Hand wash cool, dry flat.', 'Air it instead of washing it; wool cleans itself.'],
    details: { Gauge: ['5', '7', '12'], Fit: ['Regular', 'Relaxed'], 'Made in': origin },
  },
  shirts: {
    nouns: ['Shirt', 'Oxford Shirt', 'T-Shirt', 'Polo', 'Grandad Shirt', 'Blouse', 'Work Shirt'],
    kinds: ['Linen', 'Organic-Cotton', 'Flannel', 'Chambray', 'Poplin', 'Heavyweight', 'Striped'],
    sizes,
    price: [19, 150],
    uses: ['work and what follows', 'warm evenings', 'tucking in or not', 'every single week'],
    strengths: [
      'The collar stands by itself, with and without a tie.',
      'Corozo buttons, sewn on to stay.',
      'It is cut a little longer at the back.',
      'Pre-washed, so it fits the same in a year.',
      'Single-needle seams lie flat and last.',
      'Dense jersey keeps its shape at the neck.',
    ],
    care: ['Machine wash at 40 °C and iron damp, or don’t.', 'Wash with like colours.'],
    details: { Fit: ['Slim', 'Regular', 'Relaxed'], Weight: ['120 g/m²', '160 g/m²', '240 g/m²'], 'Made in': origin },
  },
  trousers: {
    nouns: ['Chinos', 'Jeans', 'Work Trousers', 'Cords', 'Linen Trousers', 'Joggers', 'Shorts', 'Hiking Trousers'],
    kinds: ['Straight', 'Tapered', 'Wide-Leg', 'Pleated', 'Stretch', 'Heavy-Twill', 'Selvedge'],
    sizes: ['W28', 'W31', 'W34', 'W38'],
    price: [35, 210],
    uses: ['desks and ladders', 'bicycles', 'summer in town', 'garden and pub'],
    strengths: [
      'A gusset lets you climb a stile without thinking about it.',
      'Pockets are deep and of the same cloth.',
      'They fade to something better than new.',
      'The waistband has two spare centimetres to let out.',
      'Bar tacks hold every point that pulls.',
      'The hem is wide enough to take up or down.',
    ],
    care: ['Wash inside out at 30 °C, seldom.', 'Shape and hang by the hem.'],
    details: { Rise: ['Mid', 'High'], Stretch: ['None', '1 %', '2 %'], 'Made in': origin },
  },
  socks: {
    nouns: ['Socks', 'Ankle Socks', 'Boot Socks', 'Slipper Socks', 'Knee Socks', 'Dress Socks'],
    kinds: ['Merino', 'Cotton', 'Bamboo', 'Alpaca', 'Recycled', 'Cashmere-Blend', 'Ribbed'],
    sizes: ['EU 36–38', 'EU 39–41', 'EU 42–44', 'EU 45–47'],
    price: [8, 42],
    uses: ['walking boots', 'smart shoes', 'cold floors', 'people who lose one'],
    strengths: [
      'A hand-linked toe means no seam to feel.',
      'The heel is doubled and turned properly.',
      'They stay up without leaving marks.',
      'Terry loops under the foot, thin on top.',
      'If they wear through within two years, we send another pair.',
      'Knitted on old machines that know how.',
    ],
    care: ['Machine wash at 40 °C, inside out.', 'No tumble dryer, no softener.'],
    details: { Pack: ['1 pair', '2 pairs', '3 pairs'], Height: ['Ankle', 'Crew', 'Knee'], 'Made in': origin },
  },
}
