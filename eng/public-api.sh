#!/bin/sh
# Writes what a library's public surface has beyond PublicAPI.Shipped.txt into PublicAPI.Unshipped.txt: after a public member was
# added or changed. Read the difference before you commit it.
#   eng/public-api.sh src/Humanos.Webhooks
set -eu
project=$1
cd "$(dirname "$0")/.."
export DOTNET_CLI_UI_LANGUAGE=en
unshipped=$project/PublicAPI.Unshipped.txt
echo '#nullable enable' > "$unshipped"
dotnet build "$project" --nologo -v quiet --no-incremental 2>&1 \
  | sed -n "s/.*error RS0016: Symbol '\(.*\)' is not part of the declared public API.*/\1/p" \
  | LC_ALL=C sort -u > "$unshipped.new"
cat "$unshipped.new" >> "$unshipped"
rm "$unshipped.new"
