/** Long work shows where it is: on one line of a terminal, or line by line in a file. */

export const tell = (progress: string): void =>
  void process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${progress}` : progress === '' ? '' : `${progress}\n`)
