import { Component, type ReactNode } from 'react'
import { Failure } from './states.tsx'

type Props = { readonly place: string; readonly children: ReactNode }
type State = { readonly failed: { readonly error: unknown; readonly place: string } | undefined }

/** Keeps the frame standing where a page fails, and shows the page again when one goes elsewhere or tries again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: undefined }

  static getDerivedStateFromProps({ place }: Props, { failed }: State): State | null {
    return failed && failed.place !== place ? { failed: undefined } : null
  }

  static getDerivedStateFromError(error: unknown): State {
    return { failed: { error, place: location.pathname } }
  }

  override render(): ReactNode {
    const { failed } = this.state
    if (!failed) return this.props.children
    // A part of the page that did not arrive is asked for again only by a new load.
    return <Failure error={failed.error} onRetry={() => location.reload()} />
  }
}
