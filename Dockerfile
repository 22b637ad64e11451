# syntax=docker/dockerfile:1

# Another registry's copy of the same image: docker build --build-arg NODE_IMAGE=mirror.example/node:24-bookworm-slim .
ARG NODE_IMAGE=node:24-bookworm-slim

# The bundle is the same on every architecture: it is built on the builder's own, never emulated.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS bundle
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Where packages come from a mirror: docker build --secret id=npmrc,src=$HOME/.npmrc . The secret stays out of the image.
RUN --mount=type=secret,id=npmrc NPM_CONFIG_USERCONFIG=/run/secrets/npmrc npm ci --ignore-scripts
COPY tsconfig*.json ./
COPY scripts scripts
COPY schemas schemas
COPY src src
RUN npm run build \
 && find dist -name '*.d.ts' -delete \
 && npm sbom --sbom-format cyclonedx --omit dev --package-lock-only > sbom.cdx.json

# SQLite's native module is made on the architecture that it will run on.
FROM ${NODE_IMAGE} AS native
# It is compiled where no ready binary can be downloaded, with the headers that come with Node.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends python3 make g++ \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=secret,id=npmrc NPM_CONFIG_USERCONFIG=/run/secrets/npmrc npm_config_nodedir=/usr/local npm ci --omit=dev
# Everything else is in the bundle; the sources and intermediate files of SQLite are five times its size.
RUN cd node_modules \
 && mkdir -p /native/better-sqlite3/build/Release \
 && cp -R bindings file-uri-to-path /native/ \
 && cp -R better-sqlite3/package.json better-sqlite3/LICENSE better-sqlite3/lib /native/better-sqlite3/ \
 && cp better-sqlite3/build/Release/better_sqlite3.node /native/better-sqlite3/build/Release/
# The newer release is what runs (src/store/sqlite.ts) where it has a binary: not in Node 20, and not on rarer architectures.
RUN cd node_modules \
 && binary=prebuilds/linux-$(node -p process.arch).node \
 && if [ -e "better-sqlite3-node-api/$binary" ]; then \
      mkdir -p /native/better-sqlite3-node-api/prebuilds \
      && cd better-sqlite3-node-api \
      && cp -R package.json LICENSE lib /native/better-sqlite3-node-api/ \
      && cp "$binary" /native/better-sqlite3-node-api/prebuilds/ \
      && rm -r /native/better-sqlite3/build; \
    fi

FROM ${NODE_IMAGE}
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="bnc-snap-sandbox" \
      org.opencontainers.image.description="A fake Bank Neo Commerce for SNAP QRIS" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
    BNC_HOST=0.0.0.0 \
    BNC_DATABASE=/data/bnc-sandbox.db
WORKDIR /app
# The owner is set before the volume is declared: later changes to a volume's folder are lost.
# Group 0, because some clusters choose the user and leave the group.
RUN mkdir /data && chown 1000:0 /data && chmod 0770 /data
COPY --from=native /native node_modules
COPY package.json LICENSE ./
COPY fixtures fixtures
COPY src/store/migrations src/store/migrations
COPY src/store/journal-migrations src/store/journal-migrations
COPY --from=bundle /app/sbom.cdx.json ./
COPY --from=bundle /app/dist dist
VOLUME /data
# In figures, so that a cluster can see that it is not root. It is the image's user "node".
USER 1000:1000
EXPOSE 7751
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=500ms --retries=3 \
  CMD ["node", "dist/src/cli/main.js", "healthcheck"]
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["serve"]
