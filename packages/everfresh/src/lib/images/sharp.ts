/** Loads sharp when the first image needs it: a site without images never pays for it. */
import type sharpModule from 'sharp'
import type { Sharp, SharpOptions } from 'sharp'
import { EverfreshError } from '../errors.ts'

export type DecodeImage = (bytes: Uint8Array, options?: SharpOptions) => Sharp

let loaded: Promise<DecodeImage> | undefined

/** @throws EverfreshError IMAGES_UNAVAILABLE when its binary for this machine is not installed. */
export const loadSharp = (): Promise<DecodeImage> => (loaded ??= load())

async function load(): Promise<DecodeImage> {
  let sharp: typeof sharpModule
  try {
    ;({ default: sharp } = await import('sharp'))
  } catch (cause) {
    loaded = undefined
    throw new EverfreshError(
      'IMAGES_UNAVAILABLE',
      `Images cannot be processed, since "sharp" could not be loaded: ${(cause as Error).message} Install the dependencies on the machine that runs the site (npm ci, with optional dependencies), or set images.unoptimized.`,
      { cause },
    )
  }
  // Each image has one thread: how many are made at once is ours to say. Nothing of one is of use to the next.
  sharp.concurrency(1)
  sharp.cache(false)
  return sharp
}
