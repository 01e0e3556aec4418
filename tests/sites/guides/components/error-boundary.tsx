import { Component, type ReactNode } from 'react'

interface Props {
  children: ReactNode
}

export default class ErrorBoundary extends Component<Props, { hasError: boolean }> {
  constructor(props: Props) {
    super(props)
    this.state = { hasError: false }
  }

  static getDerivedStateFromError() {
    return { hasError: true }
  }

  componentDidCatch(error: Error) {
    console.log('caught', error.message)
  }

  render() {
    if (!this.state.hasError) return this.props.children
    return (
      <div>
        <h2 id="boundary">Oops, there is an error!</h2>
        <button type="button" id="again" onClick={() => this.setState({ hasError: false })}>
          Try again?
        </button>
      </div>
    )
  }
}
