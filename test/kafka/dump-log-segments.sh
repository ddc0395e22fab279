#!/usr/bin/env bash
# Reads segment files with Apache Kafka's own DumpLogSegments: dump-log-segments.sh FILE…
# Prints its report; ends with 1 when a file is missing. Needs java and maven; the class path is resolved once into the temporary
# directory (SLUICE_KAFKA_CLASSPATH names another file). A test helper, no dependency of the product.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
classpath=${SLUICE_KAFKA_CLASSPATH:-${TMPDIR:-/tmp}/sluice-kafka-$(sha256sum "$here/pom.xml" | cut -c1-12).classpath}
if [ ! -s "$classpath" ]; then
  mvn -q -B -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$classpath.$$" >&2
  mv "$classpath.$$" "$classpath"
fi
files=$(printf '%s,' "$@")
exec java -Xmx512m -cp "$(cat "$classpath")" kafka.tools.DumpLogSegments --deep-iteration --files "${files%,}"
