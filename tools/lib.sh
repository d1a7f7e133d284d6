# What the scripts in this folder share. Sourced, not run.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# One compiler serves a whole script, kept warm and without the profiling that pays off in long runs only: together they halve the builds' CPU. It is this script's own and ends with it.
if [ -z "${SharedCompilationId:-}" ]; then
  export SharedCompilationId=nvr-$$ UseSharedCompilation=true DOTNET_TieredPGO=0
  trap end_compiler EXIT
fi

# end_compiler: for scripts that go on for long after their builds, or become another program: it holds half a gigabyte.
end_compiler() {
  pkill -u "$(id -u)" -f -- "-pipename:$SharedCompilationId\$" || true
}

# need_packages NAME...: installs the Debian packages that are missing.
need_packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  echo "Installing Debian packages: ${missing[*]}" >&2
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

need_dotnet() {
  command -v pkill > /dev/null || need_packages procps
  command -v dotnet > /dev/null || { echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2; exit 1; }
}

# The page is built by npm, the program by dotnet and Debian's clang.
need_build_tools() {
  need_dotnet
  need_packages clang lld zlib1g-dev
  need_node
}

# The page's build wants Node 20.19 or 22.12 (Vite's "engines"); Debian 12 has 18, which can still fetch a newer one from npm's registry.
need_node() {
  command -v npm > /dev/null || need_packages nodejs npm
  if node_is_old; then
    local own=$top/artifacts/node
    if [ ! -e "$own/complete" ]; then
      echo "Fetching a newer Node for the page's build" >&2
      rm -rf "$own"
      mkdir -p "$own"
      cp "$top"/tools/node/package*.json "$own"
      npm ci --prefix "$own" --ignore-scripts --no-fund --no-audit >&2
      touch "$own/complete"
    fi
    PATH=$(dirname "$(echo "$own"/node_modules/node-linux-*/bin/node)"):$PATH
    export PATH
  fi
}

node_is_old() {
  ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)'
}

# quietly COMMAND…: shows what the command printed only when it failed.
quietly() {
  local said
  said=$("$@" 2>&1) || { echo "$said" >&2; return 1; }
}

# need_arm64_root: what an arm64 nvrd is linked to, unpacked beside the build and not installed; prints where.
need_arm64_root() {
  local root=$top/artifacts/arm64-root apt=$top/artifacts/arm64-apt
  if [ ! -e "$root/complete" ]; then
    rm -rf "$root" "$apt"
    mkdir -p "$root" "$apt"/{state/lists/partial,cache/archives/partial}
    local options=(-qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State="$apt/state" -o Dir::State::status=/dev/null
      -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update >&2
    (cd "$apt" && apt-get "${options[@]}" download libc6 libgcc-s1 libssl3 >&2)
    local package
    for package in "$apt"/*.deb; do dpkg-deb -x "$package" "$root"; done
    touch "$root/complete"
  fi
  echo "$root"
}

# need_image BOARD CLASS…: exports NVR_IMAGE, the folder of the board's image. Where scenarios of updates are to run (all, where none is named), what they install as well: NVR_IMAGE_NEXT, the same of a higher version, and
# NVR_IMAGE_BROKEN, a still higher one that cannot record, and NVR_IMAGE_KEYS, what all are signed with. They share all but the last two minutes of making.
need_image() {
  local board=$1 version
  shift
  NVR_IMAGE=$(image-build/build --board "$board" | tail -n 1)
  export NVR_IMAGE
  case " $* " in "  " | *Update* | *Cut*) ;; *) return 0 ;; esac
  version=$(git log -1 --format=%cd --date=format:%Y.%m.%d.%H%M)
  NVR_IMAGE_NEXT=$(NVR_IMAGE_COMPRESSION=${NVR_IMAGE_COMPRESSION:-6} image-build/build --board "$board" --version "$version.1" --out "$top/artifacts/image/$board-next" | tail -n 1)
  NVR_IMAGE_BROKEN=$(NVR_IMAGE_COMPRESSION=${NVR_IMAGE_COMPRESSION:-6} image-build/build --board "$board" --version "$version.2" --overlay "$top/tests/Image.Tests/Broken" --out "$top/artifacts/image/$board-broken" | tail -n 1)
  NVR_IMAGE_KEYS=$top/artifacts/image/keys
  export NVR_IMAGE_NEXT NVR_IMAGE_BROKEN NVR_IMAGE_KEYS
}
