# The worker (and, with another command, the simulator). Two stages: the second holds no compiler and no sources.
FROM node:22.23.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The sources are not there yet, so the scripts of this project must not run; those of its dependencies need not.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY workflows workflows
COPY activities activities
COPY telemetry telemetry
COPY worker worker
COPY client client
COPY privacy privacy
COPY examples examples
COPY test test
# The bundle is built last: the worker builds it anew when a compiled workflow is newer.
RUN npm run build && node dist/worker/build-bundle.js --traced && npm prune --omit=dev --ignore-scripts

# Debian, not Alpine: Temporal's native module needs glibc.
FROM node:22.23.1-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules node_modules
COPY --from=build --chown=node:node /app/dist dist
USER node
# SIGTERM lets a write in flight finish: give it 170 s (stop_grace_period).
STOPSIGNAL SIGTERM
# More room for young objects: about a tenth less CPU of a busy worker, some 100 MB more (docs/performance.md).
CMD ["node", "--max-semi-space-size=32", "dist/worker/main.js"]
