/** Tells when a page was made: the visible sign of regeneration. */

export function MadeAt({ time }: { time: string }) {
  return (
    <p className="made-at">
      Page made at <time dateTime={time}>{`${time.slice(0, 10)} ${time.slice(11, 19)} UTC`}</time>
    </p>
  )
}
