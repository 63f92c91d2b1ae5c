# The program that the Jobs run: `wavec run` reads its Step from the environment. Built for each platform without
# emulation: the bundle is the same everywhere, and nothing is executed in the last stage.
FROM --platform=$BUILDPLATFORM node:24.21.0-trixie-slim@sha256:8ec5d7557396cfe32d21c3f9c13072355ceab22b584578ca4bb28af31120cffe AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY bin ./bin
COPY src ./src
RUN node bin/build.mjs

FROM gcr.io/distroless/nodejs24-debian13:nonroot@sha256:9eeb7f5887d0e239e78264b06f7f11d2e14be534050481803a9e4728fcdd278e
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="wavec" \
      org.opencontainers.image.description="Runs the steps of a migration pipeline inside the Jobs that wavec compiles" \
      org.opencontainers.image.source="https://github.com/wavec/wavec" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      dev.wavec.contract="1"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
# The one bundle that the Jobs need, without its code cache: that holds only for the build of Node that made it.
COPY --from=build /app/bin/wavec /app/bin/run.cjs /app/bin/package.json ./bin/
COPY LICENSE ./
COPY --from=build /app/THIRD-PARTY-NOTICES ./
# By number, so that the kubelet can tell that it is not root.
USER 65532:65532
# Node is process 1: wavec handles SIGTERM and SIGINT itself. A Job's `args` take the place of CMD.
ENTRYPOINT ["/nodejs/bin/node", "/app/bin/wavec"]
CMD ["run", "--help"]
