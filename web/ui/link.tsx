import { createContext, useContext, type AnchorHTMLAttributes, type MouseEvent } from 'react'

/**
 * How this surface follows an address without loading a new page. The shell provides its router's function;
 * the kit knows no route, and without a shell every link is an ordinary link.
 */
export const NavigateContext = createContext<((href: string) => void) | undefined>(undefined)

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** An anchor: in-app addresses go to the router, while new tabs, other sites, tel: and downloads stay the browser's. */
export function Link({ href, onClick, ...rest }: LinkProps) {
  const navigate = useContext(NavigateContext)
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const ours = href.startsWith('/') && !rest.target && rest.download === undefined
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0
    if (!navigate || !ours || modified || event.defaultPrevented) return
    event.preventDefault()
    navigate(href)
  }
  return <a href={href} onClick={follow} {...rest} />
}
