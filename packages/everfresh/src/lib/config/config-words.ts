/** What all parts of a configuration are written in. */

/** As a person writes options: what is undefined is not there. */
export type Optional<Options> = { [Name in keyof Options]?: Options[Name] | undefined }

/** A number of bytes, or text such as `'512mb'`. */
export type ByteSize = number | string
