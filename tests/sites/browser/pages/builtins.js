import { EventEmitter } from 'events'
import path from 'node:path'
import { useEffect, useState } from 'react'

export default function Builtins() {
  const [found, setFound] = useState('')
  useEffect(() => {
    const emitter = new EventEmitter()
    emitter.once('ready', (name) =>
      setFound(
        [name, Buffer.from('hi').toString('hex'), process.env.SECRET, process.env['HOME'], process.browser].join(),
      ),
    )
    emitter.emit('ready', path.join('a', '..', 'b'))
  }, [])
  return <p id="found">{found}</p>
}
