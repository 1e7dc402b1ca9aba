#!/bin/sh
# Prints what CHANGELOG.md says of a version, and fails where it says nothing.
#   eng/release-notes.sh VERSION [CHANGELOG]
set -eu
version=$1
changelog=${2:-$(dirname "$0")/../CHANGELOG.md}
notes=$(awk -v heading="## [$version]" '
  index($0, "## [") == 1 { printing = (index($0, heading) == 1); next }
  printing' "$changelog")
if [ -z "$notes" ]; then
  echo "CHANGELOG.md has no section \"## [$version]\" with text in it." >&2
  exit 1
fi
printf '%s\n' "$notes"
