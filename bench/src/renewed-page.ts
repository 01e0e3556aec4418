/** A page of the product site that tells when it was made, as a visitor sees it. */
import { answerOf } from './visitor.ts'

/** Epoch ms, with fractions. @throws when the answer is not 200 */
export const madeAt = async (url: string): Promise<number> => timeIn((await answerOf(url)).text)

/** When the page `html` was made, epoch ms. */
export const timeIn = (html: string): number => Number(/"madeAt":([\d.]+)/.exec(html)?.[1])
