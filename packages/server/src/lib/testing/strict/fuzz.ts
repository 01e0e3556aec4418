/**
 * `npm run fuzz -- --requests 1000000`: plays made-up conversations to a server with the strict hit path and to one without, and
 * stops at the first that they answer differently. `--seed 7 --only 1234` plays one again and prints it.
 */
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { conversationOf, type Conversation } from './generate.ts'
import { openPair, type Pair } from './pair.ts'

const { values } = parseArgs({
  options: {
    /** How many to send to each server. */
    requests: { type: 'string', default: '100000' },
    /** Other conversations for each; printed, so that they can be had again. */
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    /** The number of one conversation. */
    only: { type: 'string' },
  },
})

const seed = Number(values.seed)
const pair = await openPair()
const isAlike = values.only === undefined ? await playMany(Number(values.requests)) : await playOne(Number(values.only))
await pair.close()
process.exitCode = isAlike ? 0 : 1

async function playMany(wanted: number): Promise<boolean> {
  const bar = new SingleBar(
    {
      format: `seed ${seed} {bar} {value}/{total} requests · {answers} past node:http · {eta_formatted}`,
      etaBuffer: 1000,
    },
    Presets.shades_classic,
  )
  bar.start(wanted, 0, { answers: 0 })
  let sent = 0
  let index = 0
  for (; sent < wanted; index++) {
    const conversation = conversationOf(seed, index, pair.vocabulary)
    const answers = await played(conversation, index)
    if (answers.strict !== answers.plain) {
      bar.stop()
      show(index, conversation, answers)
      return false
    }
    sent += conversation.requests
    if (index % 500 === 0) bar.update(Math.min(sent, wanted), { answers: pair.answers() })
  }
  bar.update(wanted, { answers: pair.answers() })
  bar.stop()
  console.log(
    `seed ${seed}: ${index} conversations, ${sent} requests, ${pair.answers()} answered past node:http, ` +
      `of them ${pair.keptAnswers()} with what handlers had answered, all alike`,
  )
  return true
}

/** What is kept depends on so many conversations before. */
const mostBefore = 2000

async function playOne(index: number): Promise<boolean> {
  for (let earlier = Math.max(0, index - mostBefore); earlier < index; earlier++) {
    await played(conversationOf(seed, earlier, pair.vocabulary), earlier)
  }
  const conversation = conversationOf(seed, index, pair.vocabulary)
  const answers = await played(conversation, index)
  show(index, conversation, answers)
  return answers.strict === answers.plain
}

/** One client in eight reads slowly. */
function played(conversation: Conversation, index: number): ReturnType<Pair['play']> {
  return pair.play(conversation, index % 8 === 7)
}

function show(index: number, { pieces }: Conversation, { strict, plain }: Awaited<ReturnType<Pair['play']>>): void {
  console.log(`${strict === plain ? 'Alike' : 'DIFFERENT'}: npm run fuzz -- --seed ${seed} --only ${index}`)
  console.log('Sent:')
  for (const piece of pieces) console.log(`  ${JSON.stringify(piece)}`)
  console.log(`With the strict path:\n${shown(strict)}\nWithout it:\n${shown(plain)}`)
}

function shown(text: string): string {
  return JSON.stringify(text).replaceAll(String.raw`\r\n`, '\n  ')
}
