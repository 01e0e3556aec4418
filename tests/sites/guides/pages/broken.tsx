import { useState } from 'react'

export default function Broken() {
  const [isBroken, setIsBroken] = useState(false)
  if (isBroken) throw new Error('Clicked')
  return (
    <button type="button" id="break" onClick={() => setIsBroken(true)}>
      Break
    </button>
  )
}
