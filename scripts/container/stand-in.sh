#!/usr/bin/env bash
# Makes a folder into the root of a stand-in for the official image of Node: this machine's Debian release and its Node.
#   stand-in.sh FOLDER     an empty or missing folder gets Debian by debootstrap; one that holds Debian is used as it is
set -euo pipefail

root=$1
# Of this machine, so that the C library is the one that this Node was linked with, or a newer one.
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")

[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase --include=ca-certificates "$release" "$root"
# What Debian's slim images leave out too.
rm -rf "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/var/log/*.log \
  "$root"/usr/share/{doc,man,info,locale,lintian}/*

node=$(node -p 'process.execPath')
npm=$(dirname "$(dirname "$(realpath "$(command -v npm)")")")
mkdir -p "$root"/usr/local/{bin,include,lib/node_modules}
cp -f "$node" "$root/usr/local/bin/node"
[ -e "$root/usr/local/lib/node_modules/npm" ] || cp -RL "$npm" "$root/usr/local/lib/node_modules/npm"
for tool in npm npx; do ln -sf "../lib/node_modules/npm/bin/$tool-cli.js" "$root/usr/local/bin/$tool"; done
# The headers: official images have them too.
headers=$(dirname "$(dirname "$node")")/include/node
if [ -d "$headers" ] && [ ! -e "$root/usr/local/include/node" ]; then cp -RL "$headers" "$root/usr/local/include/node"; fi
rm -rf "$root"/usr/local/include/node/openssl/archs
if ! chroot "$root" id node > /dev/null 2>&1; then
  chroot "$root" groupadd --gid 1000 node
  chroot "$root" useradd --uid 1000 --gid node --shell /bin/bash --create-home node
fi
chroot "$root" node --version
