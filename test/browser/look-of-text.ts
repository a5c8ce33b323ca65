import type { Page } from 'playwright-core'

/** How far the page reaches beyond the window, in pixels: 0 where nothing has to be scrolled sideways. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
}

/** Text that cannot be read as it stands: cut off at the edge of its box, or lying upon other text. */
export function unreadableText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest('.visually-hidden, .skip-link, .tabs, svg, select, option')
    const found: string[] = []
    const boxes: { text: string; node: Node; rect: DOMRect }[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      const text = node.textContent?.trim() ?? ''
      if (!parent || text === '' || !seen(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const rect of range.getClientRects()) if (rect.width > 1) boxes.push({ text, node, rect })
    }
    for (const element of document.querySelectorAll('body *')) {
      const { overflowX, overflowY } = getComputedStyle(element)
      if (!seen(element) || element.textContent === '') continue
      const isCutX = ['hidden', 'clip'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1
      const isCutY = ['hidden', 'clip'].includes(overflowY) && element.scrollHeight > element.clientHeight + 1
      if (isCutX || isCutY) found.push(`cut off: ${element.className} ${element.textContent?.slice(0, 60)}`)
    }
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const across = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left)
        const down = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top)
        // Lines of one paragraph touch; a third of a line is more than that.
        const isOver = across > 2 && down > Math.min(a.rect.height, b.rect.height) / 3
        if (isOver && a.node !== b.node) found.push(`overlap: ${a.text.slice(0, 40)} / ${b.text.slice(0, 40)}`)
      }
    }
    return [...new Set(found)]
  })
}
