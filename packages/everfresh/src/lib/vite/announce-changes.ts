/** Tells open pages in development which saved files concern their data, or may have mended what they complain about. */
import type { Plugin } from 'vite'

/** Sent to browsers. Its data is a `SiteChange`. */
export const changeEvent = 'everfresh:change'

/** Sent by a page that waits for a change: since when, epoch ms. */
export const waitingEvent = 'everfresh:waiting'

export interface SiteChange {
  /** The props of pages may be others now, which replacing modules in the browser would not show. */
  readonly concernsData: boolean
}

export interface AnnounceChangesOptions {
  isPage(file: string): boolean
  /** Called before browsers are told that a page was added, edited or deleted. */
  onPagesChanged(): Promise<void>
}

export function announceChanges({ isPage, onPagesChanged }: AnnounceChangesOptions): Plugin {
  let changedAt = 0
  return {
    name: 'everfresh:announce-changes',
    apply: 'serve',
    configureServer({ environments: { client } }) {
      // A file may have been saved while the page that waits for it was still on its way to the browser.
      client?.hot.on(waitingEvent, (since: number, browser) => {
        if (changedAt >= since) browser.send(changeEvent, { concernsData: true } satisfies SiteChange)
      })
    },
    hotUpdate: {
      order: 'post',
      async handler({ file, modules, server, read }) {
        if (this.environment.name !== 'ssr') return
        await written(read)
        if (isPage(file)) await onPagesChanged()
        // Databases and logs that a site writes into its folder are no edits.
        if (modules.length === 0 && !isSource(file)) return
        const { client } = server.environments
        const isForServerOnly = modules.length > 0 && !client?.moduleGraph.getModulesByFile(file)?.size
        const change: SiteChange = { concernsData: isPage(file) || isForServerOnly }
        changedAt = Date.now()
        client?.hot.send(changeEvent, change)
      },
    },
  }
}

/**
 * Resolves when a saved file has content. Watchers tell as soon as it was emptied, and not always again when the new content
 * is there; Vite's `read` waits for that.
 */
async function written(read: () => string | Promise<string>): Promise<void> {
  try {
    await read()
  } catch {
    // It was deleted.
  }
}

/** Also those that no module imports yet: a missing file may be what a page complains about. */
const isSource = (file: string): boolean => /\.([cm]?[jt]sx?|json|mdx?|css|s[ac]ss|less|styl)$/.test(file)
