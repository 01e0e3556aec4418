import { Roboto_Mono } from 'next/font/google'
import localFont from 'next/font/local'

const square = localFont({ src: '../fonts/square.ttf', variable: '--font-square', weight: '400', fallback: ['serif'] })
const mono = Roboto_Mono({ subsets: ['latin'], weight: ['400', '700'], fallback: ['monospace'] })

export default function Fonts() {
  return (
    <div className={square.variable}>
      <p id="class" className={square.className}>
        Square
      </p>
      <p id="style" style={square.style}>
        Square
      </p>
      <p id="variable" style={{ fontFamily: 'var(--font-square)' }}>
        Square
      </p>
      <p id="mono" className={mono.className}>
        Mono
      </p>
    </div>
  )
}
