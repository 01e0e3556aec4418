/** Seconds after which a page is looked at again. The CMS tells of changes itself, so these only make up for lost messages. */
export const lifetime = 3600

/** For what the CMS does not tell of. */
export const briefly = 1
