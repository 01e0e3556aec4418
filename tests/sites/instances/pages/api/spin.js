// Never gives the thread back that answers visitors.
export default function handler() {
  for (;;);
}
