/** What an instance and its supervisor tell each other. The site's own code may use the same channel: others are not for us. */

/** `alive`: twice a second and more, by the thread that answers visitors. `ready`: visitors are answered from now on. */
export type Report = 'alive' | 'ready'

/** `leave`: somebody else is there; answer what still comes, and go. */
export type Order = 'leave'

interface Message<Content> {
  readonly everfresh: Content
}

export const message = <Content>(content: Content): Message<Content> => ({ everfresh: content })

export const contentOf = (received: unknown): unknown =>
  typeof received === 'object' && received !== null ? (received as Partial<Message<unknown>>).everfresh : undefined
