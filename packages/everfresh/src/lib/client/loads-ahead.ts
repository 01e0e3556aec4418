/** Tells whether loading pages ahead serves this visitor at all. */
import { isBot } from '../routes/bots.ts'

interface Connection {
  readonly saveData?: boolean
  readonly effectiveType?: string
}

/**
 * False for crawlers, which follow links by new documents, and for visitors whose connection is slow or who save data:
 * most of what is loaded ahead is never looked at.
 */
export function loadsAhead(navigator: Pick<Navigator, 'userAgent'> & { readonly connection?: Connection }): boolean {
  const { userAgent, connection = {} } = navigator
  return !isBot(userAgent) && connection.saveData !== true && !connection.effectiveType?.includes('2g')
}
