#!/bin/sh
# Packs what a release publishes: the two libraries with their symbols, and the operator's commands as a dotnet tool.
#   eng/pack.sh FOLDER [OPTION…]     the options are for dotnet pack
set -eu
folder=$1
shift
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."

# The libraries need nothing that a partial feed lacks, so what is packed is the same on every feed.
dotnet pack src/Humanos.Webhooks -c Release --nologo -v quiet -o "$folder" -p:PackageGap=false "$@"
dotnet pack src/Humanos.Webhooks.ServiceBus -c Release --nologo -v quiet -o "$folder" -p:PackageGap=false "$@"
dotnet pack src/HumanosFunctions.Local -c Release --nologo -v quiet -o "$folder" "$@"
