/** A page of the product site that tells when it was made, as a visitor sees it. */
import { answerOf } from './visitor.ts'

/** Epoch ms, with fractions. @throws when the answer is not 200 */
export async function madeAt(url: string): Promise<number> {
  return Number(/"madeAt":([\d.]+)/.exec((await answerOf(url)).text)?.[1])
}
