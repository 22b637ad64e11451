# The parts of prove.sh that an engine would be: images by buildah, containers by crun, a network of two ends. Sourced, not run.

KEPT=${PROVE_DIR:-}
WORK=${KEPT:-$(mktemp -d "${TMPDIR:-/tmp}/bnc-prove-XXXXXX")}
mkdir -p "$WORK"
WORK=$(realpath "$WORK")
BASE=localhost/node-stand-in
IMAGE=localhost/bnc-snap-sandbox
RUN_ID=bnc-prove-$$
IN_NETWORK=()
NETNS=
declare -A PIDS=() ROOTS=()
RUNNER=${PROVE_RUNNER:-}
MISSING=() CONTAINERS=() CANNOT=()
PROVED=0 FAILED=0

now_ms() { date +%s%3N; }
say() { printf '   %s\n' "$*"; }
step() { printf '\n== %s (at %s s)\n' "$1" "$SECONDS"; }
proved() { PROVED=$((PROVED + 1)); printf '   ok      %s\n' "$*"; }
failed() { FAILED=$((FAILED + 1)); printf '   FAILED  %s\n' "$*"; }
fails_with() { failed "$2"; tail -n 5 "$1"; }
cannot() { CANNOT+=("$*"); printf '   cannot  %s\n' "$*"; }
have() { command -v "$1" > /dev/null; }
demand() { have "$1" || { echo "prove: $1 is needed" >&2; exit 1; }; }
kept_apart() { [ "$RUNNER" = crun ] || { cannot "$1: a chroot does not give that"; return 1; }; }
missing() { MISSING+=("$1"); }

# expect WHAT COMMAND…: it succeeds. refuse WHAT WHY COMMAND…: it ends with an error that says WHY. Else what it said is shown.
expect() {
  local what=$1; shift
  if "$@" > "$WORK/said" 2>&1; then proved "$what"; else fails_with "$WORK/said" "$what"; fi
}
refuse() {
  local what=$1 why=$2; shift 2
  if ! "$@" > "$WORK/said" 2>&1 && grep -q "$why" "$WORK/said"; then proved "$what"; else fails_with "$WORK/said" "$what"; fi
}

tally() {
  printf '\n%s proved, %s could not be tried, %s failed\n' "$PROVED" "${#CANNOT[@]}" "$FAILED"
  for one in "${CANNOT[@]}"; do printf '   not tried: %s\n' "$one"; done
  exit $((FAILED > 0))
}

clean_up() {
  set +e
  for id in "${CONTAINERS[@]}"; do run_crun delete --force "$id" > /dev/null 2>&1; done
  # The storage is this script's own.
  pot umount --all > /dev/null 2>&1
  pot rm --all > /dev/null 2>&1
  [ -z "$NETNS" ] || ip netns delete "$NETNS"
  [ -n "$KEPT" ] || { pot rmi --all --force > /dev/null 2>&1; }
  umount "$WORK/storage/overlay" 2> /dev/null
  [ -n "$KEPT" ] || rm -rf --one-file-system "$WORK"
}

# -- images

pot() { buildah --root "$WORK/storage" --runroot "$WORK/run" "$@"; }
image_config() { pot inspect --type image "$1"; }
# check WHAT EXPRESSION: of `image`, what buildah knows about it
check() { expect "$1" node -e "const image = require(process.argv[1]); process.exit($2 ? 0 : 1)" "$WORK/image.json"; }

make_stand_in() {
  bash "$here/stand-in.sh" "$WORK/rootfs" > "$WORK/stand-in.log" 2>&1 || { tail -n 20 "$WORK/stand-in.log"; exit 1; }
  if pot images --quiet "$BASE" > /dev/null 2>&1; then return; fi
  local made
  made=$(pot from scratch)
  pot add --quiet "$made" "$WORK/rootfs" / > /dev/null
  pot config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --cmd node "$made"
  pot commit --quiet --rm --format docker "$made" "$BASE" > /dev/null
}

# The build reaches the packages as this machine does: its npm configuration is a secret of the build, and stays out of the image.
build_image() {
  local npmrc=$WORK/npmrc options=() authority began=$SECONDS
  (umask 077 && : > "$npmrc")
  cat "$(npm config get globalconfig 2> /dev/null)" "$(npm config get userconfig 2> /dev/null)" 2> /dev/null > "$npmrc" || true
  printf '\nregistry=%s\n' "$(npm config get registry 2> /dev/null)" >> "$npmrc"
  authority=$(npm config get cafile 2> /dev/null)
  if [ -f "$authority" ]; then options+=(--volume "$authority:$authority:ro"); fi
  [ -z "$KEPT" ] || options+=(--layers)
  cp Dockerfile "$WORK/Dockerfile"
  printf 'FROM scratch\nHEALTHCHECK --start-interval=1s CMD ["x"]\n' > "$WORK/Dockerfile.try"
  if ! pot build --quiet --file "$WORK/Dockerfile.try" "$here" > /dev/null 2>&1; then
    say 'this buildah does not know --start-interval: it is left out here, and the checks below come every 500 ms nevertheless'
    sed -i 's/ --start-interval=[^ ]*//' "$WORK/Dockerfile"
  fi
  pot build --isolation chroot --format docker --pull-never \
    --build-arg NODE_IMAGE="$BASE" --secret "id=npmrc,src=$npmrc" \
    "${options[@]}" --file "$WORK/Dockerfile" --tag "$IMAGE" . > "$WORK/build.log" 2>&1 || {
    tail -n 30 "$WORK/build.log"
    failed 'the Dockerfile does not build'
    tally
  }
  rm -f "$npmrc"
  BUILD_SECONDS=$((SECONDS - began))
}

image_kilobytes() { fresh_root size "$1"; du -sk --apparent-size "$ROOTFS" | cut -f1; }
image_megabytes() { echo $(($(image_kilobytes "$1") / 1000)); }
packed_kilobytes() {
  rm -rf "$WORK/packed"
  pot push --quiet --format oci "$1" "dir:$WORK/packed" > /dev/null
  du -sk --apparent-size "$WORK/packed" | cut -f1
}

# fresh_root NAME IMAGE: a writable root of its own, at $ROOTFS
fresh_root() {
  local made
  made=$(pot from --pull-never "$2")
  ROOTFS=$(pot mount "$made")
}

look_inside() {
  fresh_root look "$IMAGE"
  local packages secrets
  packages=$(ls "$ROOTFS/app/node_modules" | tr '\n' ' ')
  secrets=$(ls -A "$ROOTFS/run/secrets" "$ROOTFS/root/.npmrc" "$ROOTFS/app/.npmrc" 2> /dev/null || true)
  # The second release of SQLite is there from Node.js 22 on.
  expect 'inside: of packages only SQLite and what finds it' test "${packages/better-sqlite3-node-api /}" = 'better-sqlite3 bindings file-uri-to-path '
  expect 'inside: no npm configuration of this machine' test -z "$secrets"
  expect 'inside: its own list of parts (CycloneDX)' node -e '
    const { bomFormat, components } = require(process.argv[1])
    const has = name => components.some(part => part.name === name)
    process.exit(bomFormat === "CycloneDX" && has("fastify") && !has("typescript") ? 0 : 1)' "$ROOTFS/app/sbom.cdx.json"
}

# -- network: a namespace whose one end is the bank's and whose other end is ours, or else the host's own

open_network() {
  local pair=bp$$ net=198.18.$((RANDOM % 256))
  if have ip && ip netns add "$RUN_ID" 2> /dev/null; then
    NETNS=$RUN_ID
    if ip link add "$pair" type veth peer name eth0 netns "$NETNS" 2> /dev/null \
      && ip addr add "$net.1/30" dev "$pair" && ip link set "$pair" up \
      && ip -n "$NETNS" addr add "$net.2/30" dev eth0 && ip -n "$NETNS" link set eth0 up && ip -n "$NETNS" link set lo up; then
      BANK_URL=http://$net.2:7751
      printf '127.0.0.1 localhost\n%s.2 bank shop\n' "$net" > "$WORK/hosts"
      IN_NETWORK=(--netns "/run/netns/$NETNS" --volume "$WORK/hosts:/etc/hosts:ro")
      say "its own network: $BANK_URL"
      return
    fi
    ip netns delete "$NETNS" && NETNS=
  fi
  PORT=$(node -e '
    const server = require("net").createServer()
    server.listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close() })')
  BANK_URL=http://127.0.0.1:$PORT
  cannot 'give the bank a network of its own (no iproute2, or the kernel refuses): it runs on the host'\''s, on a free port'
}

cli() { BNC_URL=$BANK_URL npx --no-install bnc-sandbox "$@"; }
cli_with_key() { BNC_ADMIN_KEY=$KEY cli "$@"; }

# -- containers

# run_bank NAME OPTIONS…: of bundle.mjs
run_bank() {
  local name=$1; shift
  local options=()
  if [ -n "$NETNS" ]; then options+=("${IN_NETWORK[@]}"); else options+=(--env "BNC_PORT=$PORT"); fi
  run_container "$name" "$IMAGE" "$WORK/image.json" "${options[@]}" "$@"
}

# run_container NAME IMAGE CONFIG OPTIONS…
run_container() {
  local name=$1 image=$2 config=$3; shift 3
  rm -rf "${WORK:?}/$name" && mkdir -p "$WORK/$name"
  fresh_root "$name" "$image"
  ROOTS[$name]=$ROOTFS
  node "$here/bundle.mjs" --image "$config" --rootfs "$ROOTFS" --out "$WORK/$name/config.json" "$@"
  STARTED_MS=$(now_ms)
  if [ "$RUNNER" = crun ]; then
    CONTAINERS+=("$RUN_ID-$name")
    run_crun run --bundle "$WORK/$name" "$RUN_ID-$name" > "$WORK/$name/log" 2>&1 &
  else
    in_chroot "$name" "$WORK/$name/config.json" > "$WORK/$name/log" 2>&1 &
  fi
  PIDS[$name]=$!
}

# crun 1.8 refuses machines that mix both versions of control groups: in a view of the mounts of its own it sees the second alone.
run_crun() {
  local words=(crun --root "$WORK/crun" --cgroup-manager=disabled "$@")
  if [ -d /sys/fs/cgroup/unified ]; then
    exec_in_view='mount -t cgroup2 none /sys/fs/cgroup && exec "$@"'
    unshare --mount --propagation private bash -c "$exec_in_view" bash "${words[@]}"
  else
    "${words[@]}"
  fi
}

# in_chroot NAME PROCESS: user, folder, variables and words of an OCI process, for kernels that give no namespaces
in_chroot() {
  local parts
  mapfile -d '' -t parts < <(node -e '
    const { process: { user, cwd, env, args } } = require(process.argv[1])
    const enter = ["chroot", `--userspec=${user.uid}:${user.gid}`, process.argv[2]]
    process.stdout.write([...enter, "env", "-i", "-C", cwd, ...env, ...args].join("\0"))' "$2" "${ROOTS[$1]}")
  [ -z "$NETNS" ] || parts=(ip netns exec "$NETNS" "${parts[@]}")
  exec "${parts[@]}"
}

# in_bank NAME WORDS…: beside the bank, with its user, folder and variables
in_bank() {
  local name=$1 beside=$WORK/$1/beside.json; shift
  node -e '
    const [from, to, runner, ...args] = process.argv.slice(1)
    const one = { ...require(from).process, args }
    require("fs").writeFileSync(to, JSON.stringify(runner === "crun" ? one : { process: one }))' \
    -- "$WORK/$name/config.json" "$beside" "$RUNNER" "$@"
  if [ "$RUNNER" = crun ]; then run_crun exec --process "$beside" "$RUN_ID-$name"; else (in_chroot "$name" "$beside"); fi
}

choose_runner() {
  RUNNER=crun
  run_container try "$IMAGE" "$WORK/image.json" --read-only -- --version
  if ended try; then
    say 'run by crun: its own processes, mounts and names, no rights, no new rights'
  else
    RUNNER=chroot
    say "crun cannot run here: $(tail -1 "$WORK/try/log")"
    say 'run by chroot instead: the image, its user and its command, but nothing else is kept apart'
  fi
}

# As an engine does in the time of the start: the image's own check every 500 ms, at most 10 seconds long.
wait_healthy() {
  local name=$1 check
  mapfile -t check < <(node -p 'require(process.argv[1]).Docker.config.Healthcheck.Test.slice(1).join("\n")' "$WORK/image.json")
  until in_bank "$name" "${check[@]}" > "$WORK/$name/health" 2>&1; do
    if [ $(($(now_ms) - STARTED_MS)) -ge 10000 ]; then tail -n 5 "$WORK/$name/health" "$WORK/$name/log"; return 1; fi
    sleep 0.5
  done
  HEALTHY_MS=$(($(now_ms) - STARTED_MS))
}

# As the service "shop" of docs/examples/compose/compose.yaml: the stand-in for Node's image, and one file.
run_shop() {
  run_container shop "$BASE" "$WORK/base.json" --read-only --user 1000:1000 "${IN_NETWORK[@]}" \
    --volume "$source_tree/docs/examples/compose/shop.mjs:/app/shop.mjs:ro" \
    --env BANK_URL=http://bank:7751 --env "BANK_ADMIN_KEY=$KEY" --env SHOP_URL=http://shop:3000 --env SHOP_PORT=3000 \
    node /app/shop.mjs
  ended shop && grep -q '^notified: ' "$WORK/shop/log" && cat "$WORK/shop/log"
}

# is_healthy NAME WHAT…
is_healthy() {
  local name=$1; shift
  if wait_healthy "$name"; then proved "$* (healthy after $HEALTHY_MS ms)"; else failed "$*: it did not turn healthy"; fi
}

ended() { wait "${PIDS[$1]}"; }

stops_clean() {
  local name=$1 began code=0 took
  began=$(now_ms)
  if [ "$RUNNER" = crun ]; then run_crun kill "$RUN_ID-$name" TERM || true; else kill -TERM "${PIDS[$name]}" || true; fi
  ended "$name" || code=$?
  took=$(($(now_ms) - began))
  if [ "$code" = 0 ] && [ "$took" -lt 5000 ]; then
    proved "SIGTERM ends it with 0 after $took ms"
  else
    fails_with "$WORK/$name/log" "SIGTERM ended it with $code after $took ms"
  fi
}
