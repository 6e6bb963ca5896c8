#!/usr/bin/env bash
# Writes to its argument what an application gets that installs all packages, as a bill of materials (CycloneDX): they are packed and
# installed as they will be published, because a workspace also has what only its tests need. Needs `npm run build`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
to=$(realpath -m "${1:-sbom.cdx.json}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

npm pack --ignore-scripts --silent --pack-destination "$folder" ./packages/* >/dev/null
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent ./*.tgz
npm sbom --sbom-format cyclonedx --sbom-type application >"$to"
