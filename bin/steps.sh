# Steps that the programs of bin/ begin with. Sourced, never run: it leaves the caller in the project's folder.
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

need_node() {
  command -v node >/dev/null || {
    say 'Gongzhi needs Node.js 20.19 or newer (https://nodejs.org); there is no "node" on this machine.'
    exit 1
  }
  node -e '
    const [major, minor] = process.versions.node.split(".").map(Number)
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' || {
    say "Gongzhi needs Node.js 20.19 or newer; this machine has $(node --version)."
    exit 1
  }
}

install_packages() {
  node bin/is-installed.mjs && return
  say 'Installing packages (about half a minute) …'
  # Dev packages build the screens, so they are needed even where NODE_ENV says production.
  # Its warnings are about other machines and other Nodes; a real error still ends the start.
  npm ci --include=dev --no-audit --no-fund --loglevel=error >&2
}

build_screens() {
  local stamp=dist/screens.stamp sources
  sources=$(node bin/hash.mjs web practice contract packs bin/*-plugin.ts vite.config.ts package-lock.json)
  if [[ -d dist/web && -f $stamp && $(<"$stamp") == "$sources" ]]; then return; fi
  say 'Building the screens …'
  # Without its stamp a build that is interrupted starts over next time.
  rm -f "$stamp"
  node_modules/.bin/vite build --logLevel warn --mode light
  node_modules/.bin/vite build --logLevel warn --mode tv
  node_modules/.bin/vite build --logLevel warn --mode desk
  mkdir -p dist
  printf '%s' "$sources" >"$stamp"
}

bundle_server() {
  node bin/bundle.mjs server/main.ts dist/server/main.mjs
}
