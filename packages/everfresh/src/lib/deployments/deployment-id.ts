/** What can name a deployment. */

/** Whether `id` can be the name of a folder and part of a URL. */
export const isDeploymentId = (id: unknown): id is string => typeof id === 'string' && /^[\w-][\w.-]{0,63}$/.test(id)
