#!/usr/bin/env bash
# Builds the Dockerfile and runs the bank from the image as CI would, without a Docker engine. As root, on Debian or the like:
#   apt-get install --no-install-recommends buildah crun debootstrap iproute2
#   bash scripts/container/prove.sh
# It ends with 1 when something that was tried failed, with 0 otherwise; what could not be tried is listed at the end.
#   PROVE_RUNNER=chroot   does without crun, and so without all that wants namespaces
#   PROVE_DIR=FOLDER      keeps what is made there (Debian, layers of the build) for the next time, instead of a temporary folder
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_tree=$(cd "$here/../.." && pwd)
cd "$source_tree"
. "$here/prove-engine.sh"

trap clean_up EXIT
trap 'exit 130' INT TERM

step 'What is here'
for tool in node npm npx; do demand "$tool"; done
for tool in buildah debootstrap crun; do have "$tool" || missing "$tool"; done
[ "$(id -u)" = 0 ] || missing 'root (mounts and namespaces)'
if [ ${#MISSING[@]} -gt 0 ]; then
  cannot "build and run the image: missing ${MISSING[*]}"
  tally
fi
say "node $(node --version), $(buildah --version | cut -d' ' -f1-3), $(crun --version | head -1)"
[ -e dist/src/cli/main.js ] || node scripts/setup.mjs

step 'A stand-in for the official image of Node'
make_stand_in
say "$BASE: $(image_megabytes "$BASE") MB, Debian $(cat "$WORK/rootfs/etc/debian_version") and node $(node --version)"

step 'Build the Dockerfile'
build_image
proved "the Dockerfile builds in $BUILD_SECONDS s"
image_config "$IMAGE" > "$WORK/image.json"
image_config "$BASE" > "$WORK/base.json"
own=$(($(image_kilobytes "$IMAGE") - $(image_kilobytes "$BASE")))
packed=$(packed_kilobytes "$IMAGE")
own_packed=$((packed - $(packed_kilobytes "$BASE")))
say "image $(image_megabytes "$IMAGE") MB, of which $own kB are the bank and the rest is the stand-in"
say "packed as a registry keeps it: $packed kB, of which $own_packed kB are the bank"
check 'the image says its user in figures, and it is not root' '/^[1-9][0-9]*:[0-9]+$/.test(image.OCIv1.config.User)'
check 'the bank is PID 1: no shell and no npm before it' 'image.OCIv1.config.Entrypoint[0] === "node"'
check 'the image has the health check' 'image.Docker.config.Healthcheck.Test.at(-1) === "healthcheck"'
check 'the image has OCI labels' 'image.OCIv1.config.Labels["org.opencontainers.image.title"] === "bnc-snap-sandbox"'
look_inside

step 'Run it as CI would: its user, read-only root, /data in memory, by environment alone'
[ "$RUNNER" = chroot ] || choose_runner
open_network
KEY=prove-$RANDOM$RANDOM
run_bank ci --read-only --tmpfs /tmp --tmpfs /data --env BNC_ADMIN_KEY=$KEY
is_healthy ci 'its own health check finds it'
if kept_apart 'see that it has no rights and can write nowhere but in /data and /tmp'; then
  expect 'it runs as uid 1000, without rights' in_bank ci node -e '
    const lines = require("fs").readFileSync("/proc/1/status", "utf8").split("\n").map(line => line.split(/:\t/))
    const { Uid, CapEff, NoNewPrivs } = Object.fromEntries(lines)
    console.log(Uid, CapEff, NoNewPrivs)
    process.exit(/^1000\b/.test(Uid) && /^0+$/.test(CapEff) && NoNewPrivs === "1" ? 0 : 1)'
  refuse 'nothing can be written beside /data and /tmp' EROFS in_bank ci node -e 'require("fs").writeFileSync("/app/x", "")'
fi
expect 'a signed inquiry from outside is answered' cli_with_key query 2023081111626423051116587
refuse 'the admin routes refuse who has no key' 'admin key' cli partner list
expect 'and let in who has it' cli_with_key partner list
stops_clean ci

step 'An application beside it, as docs/examples/compose has it'
run_bank beside --read-only --tmpfs /tmp --tmpfs /data --env BNC_ADMIN_KEY=$KEY
is_healthy beside 'the bank runs'
if [ -z "$NETNS" ]; then
  cannot 'run the shop beside the bank: names of services want a network of their own'
elif kept_apart 'run the shop beside the bank'; then
  expect 'the shop sells by the name of the service, and the bank tells it of the payment' run_shop
fi
stops_clean beside

step 'The data is kept in a volume'
if kept_apart 'mount a volume'; then
  mkdir -p "$WORK/volume" && chown 1000:0 "$WORK/volume"
  run_bank first --read-only --tmpfs /tmp --volume "$WORK/volume:/data" --env BNC_ADMIN_KEY=$KEY
  is_healthy first 'it starts with an empty volume'
  made=$(cli_with_key --json generate --amount 15000) || failed 'no QR could be generated'
  reference=$(grep -oE '"referenceNo": *"[0-9]+"' <<< "$made" | grep -oE '[0-9]+' | head -1 || true)
  stops_clean first
  run_bank second --read-only --tmpfs /tmp --volume "$WORK/volume:/data" --env BNC_ADMIN_KEY=$KEY
  is_healthy second 'it starts again with what it left there'
  expect "after a restart the bank knows the QR $reference" cli_with_key query "$reference"
  stops_clean second
fi

step 'Without a volume'
run_bank bare
is_healthy bare "without /data mounted it writes into the image's own folder"
made_key=$(grep -c '"adminKey":"' "$WORK/bare/log" || true)
expect 'without BNC_ADMIN_KEY it makes a key and logs it once' test "$made_key" = 1
stops_clean bare
run_bank anyone --user 12345:0
is_healthy anyone 'a cluster may choose another user, with group 0'
stops_clean anyone
if kept_apart 'make the root read-only'; then
  run_bank memory --read-only --env BNC_DATABASE=:memory:
  is_healthy memory 'with BNC_DATABASE=:memory: it writes nowhere at all'
  stops_clean memory
  run_bank sealed --read-only
  code=0; ended sealed || code=$?
  if [ "$code" = 1 ] && tail -n 1 "$WORK/sealed/log" | grep -q 'database'; then
    proved "a read-only root without /data is refused (exit code 1): $(tail -n 1 "$WORK/sealed/log")"
  else
    failed "a read-only root without /data ended with $code: $(tail -1 "$WORK/sealed/log")"
  fi
fi

tally
