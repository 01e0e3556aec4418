/** `<style jsx>` and `<style jsx global>`, which React's own types do not know. */
import 'react'

declare module 'react' {
  interface StyleHTMLAttributes<T> extends HTMLAttributes<T> {
    jsx?: boolean
    global?: boolean
  }
}
