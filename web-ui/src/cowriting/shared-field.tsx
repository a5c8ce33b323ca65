import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import type * as Y from 'yjs'
import { type LiveDraft, TYPED } from './live-draft.ts'
import { editAfter, editBetween, placeAfter } from './text-edit.ts'

type Props = {
  readonly live: LiveDraft
  readonly name: 'title' | 'text'
  readonly label: string
  readonly maxLength: number
  readonly lines: number
  /** Told where the caret is, and null when the field is left. */
  readonly onCaret?: (place: number | null) => void
}

/** A field whose text several write at once: the caret stays at its word, and a composition is not disturbed. */
export function SharedField({ live, name, label, maxLength, lines, onCaret }: Props) {
  const id = useId()
  const element = useRef<HTMLTextAreaElement>(null)
  useEffect(() => (element.current ? bindField(live.doc.getText(name), element.current) : undefined), [live, name])
  const tellCaret = () => onCaret?.(element.current?.selectionEnd ?? null)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        ref={element}
        className={lines < 3 ? 'input input-short' : 'input'}
        rows={lines}
        maxLength={maxLength}
        onSelect={tellCaret}
        onBlur={() => onCaret?.(null)}
        onKeyDown={event => undoByKey(live.undo, event)}
      />
    </div>
  )
}

/** The field's own undo knows nothing of what others wrote. */
function undoByKey(undo: Y.UndoManager, event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return
  const key = event.key.toLowerCase()
  if (key !== 'z' && key !== 'y') return
  event.preventDefault()
  if (key === 'y' || event.shiftKey) undo.redo()
  else undo.undo()
}

/** Keeps a field and a shared text the same. @returns how to let go. */
function bindField(text: Y.Text, element: HTMLTextAreaElement): () => void {
  /** What the field said when it and the text were the same. */
  let shown = ''
  let isComposing = false
  const show = (value: string, start = element.selectionStart, end = element.selectionEnd) => {
    if (element.value !== value) {
      const { scrollTop } = element
      element.value = value
      // Elsewhere it would draw the focus to it.
      if (document.activeElement === element) element.setSelectionRange(start, end)
      element.scrollTop = scrollTop
    }
    shown = element.value
  }
  const take = () => {
    const typed = editBetween(shown, element.value, element.selectionEnd)
    const now = text.toString()
    const others = editBetween(shown, now, now.length)
    shown = element.value
    if (!typed) return show(now)
    const { at, removed, inserted } = editAfter(typed, others)
    text.doc?.transact(() => {
      if (removed > 0) text.delete(at, removed)
      if (inserted) text.insert(at, inserted)
    }, TYPED)
    const caret = at + inserted.length
    show(text.toString(), caret, caret)
  }
  const onInput = () => {
    if (!isComposing) take()
  }
  const onStart = () => {
    isComposing = true
  }
  const onEnd = () => {
    isComposing = false
    take()
  }
  const onChange = (event: Y.YTextEvent, { origin }: Y.Transaction) => {
    if (isComposing || origin === TYPED) return
    const { selectionStart, selectionEnd } = element
    show(text.toString(), placeAfter(event.delta, selectionStart), placeAfter(event.delta, selectionEnd))
  }
  show(text.toString())
  element.addEventListener('input', onInput)
  element.addEventListener('compositionstart', onStart)
  element.addEventListener('compositionend', onEnd)
  text.observe(onChange)
  return () => {
    element.removeEventListener('input', onInput)
    element.removeEventListener('compositionstart', onStart)
    element.removeEventListener('compositionend', onEnd)
    text.unobserve(onChange)
  }
}
