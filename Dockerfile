# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
# better-sqlite3 is compiled where no ready binary can be downloaded.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends python3 make g++ \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.mjs scripts/build.mjs
COPY schemas schemas
COPY src src
RUN npm run build && npm prune --omit=dev
RUN mkdir /data

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="bnc-snap-sandbox" \
      org.opencontainers.image.description="A fake Bank Neo Commerce for SNAP QRIS" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
    BNC_HOST=0.0.0.0 \
    BNC_DATABASE=/data/bnc-sandbox.db
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY fixtures fixtures
COPY src/store/migrations src/store/migrations
COPY src/store/journal-migrations src/store/journal-migrations
# The owner is set before the volume is declared: later changes to a volume's folder are lost.
COPY --from=build --chown=node:node /data /data
VOLUME /data
USER node
EXPOSE 7751
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=500ms --retries=3 \
  CMD ["node", "dist/src/cli/main.js", "healthcheck"]
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["serve"]
