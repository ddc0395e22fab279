// The part of the address behind #: which view, of what, and how it is filtered and sorted. Used by main.ts and the views.
// Invariant: what a view shows can be linked to; choices within a view replace the entry of the history, views add one.

export interface Route {
  /** 'topics', 'groups', … */
  readonly view: string
  /** The name of a topic or group. */
  readonly name: string | undefined
  readonly query: URLSearchParams
}

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [view = '', ...rest] = path.split('/')
  const name = rest.length > 0 ? decoded(rest.join('/')) : undefined
  return { view, name: name === '' ? undefined : name, query: new URLSearchParams(query) }
}

export function linkTo(view: string, name?: string, query: Readonly<Record<string, string>> = {}): string {
  const path = name === undefined ? `#/${view}` : `#/${view}/${encodeURIComponent(name)}`
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

/** Changes what is behind the ? of the view that is shown; an empty value takes its key away. */
export function rememberQuery(changes: Readonly<Record<string, string>>): void {
  const { view, name, query } = readRoute(location.hash)
  for (const [key, value] of Object.entries(changes)) {
    if (value === '') query.delete(key)
    else query.set(key, value)
  }
  history.replaceState(null, '', linkTo(view, name, Object.fromEntries(query)))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
