/** Looks into trees of XML. */
import type { XmlElement } from './read-xml.ts'

export function childElements(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string')
}

export function findChild(element: XmlElement | undefined | null, name: string): XmlElement | undefined {
  return element?.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name)
}

/** All elements of a name, at any depth, in the order of the file. */
export function findAll(root: XmlElement | null, name: string): readonly XmlElement[] {
  const found: XmlElement[] = []
  const visit = (element: XmlElement): void => {
    if (element.name === name) found.push(element)
    for (const child of element.children) if (typeof child !== 'string') visit(child)
  }
  if (root !== null) visit(root)
  return found
}

/** The text of an element and of all in it. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
