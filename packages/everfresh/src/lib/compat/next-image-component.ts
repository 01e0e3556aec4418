/** `next/dist/client/image-component`. */
export { default as Image } from './next-image.tsx'
