/** The real Next.js that sites are compared with. */
import { join } from 'node:path'
import { ensurePeer } from './peer.js'

/** The release that behaviours are compared and measured with. */
export const nextVersion = '16.4.6'

/**
 * Returns a folder below which sites find `next`, after installing it when it is not there.
 *
 * @throws {Error} with what npm said, when it cannot be installed
 */
export const ensureNext = () => ensurePeer('next', nextVersion)

/** @param {string} directory as `ensureNext` returned it */
export const nextProgram = (directory) => join(directory, 'node_modules/next/dist/bin/next')
