/** `styled-jsx/style`: what a compiled `<style jsx>` is. */
export { default } from 'styled-jsx/style'
