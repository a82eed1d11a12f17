#!/usr/bin/env bash
# Measures the engine side by side with the plain shell commands, on real parts that it starts itself, and writes
# docs/benchmarks.md. As root; about twelve minutes on an idle machine. With --row NAME only that row, which writes nothing; see --help.
set -euo pipefail
cd "$(dirname "$0")/../.."

mvn -B -q -ntp -DskipTests -Dspotless.check.skip package dependency:build-classpath \
    -Dmdep.outputFile=target/bench-classpath -Dmdep.includeScope=test
classpath="target/bench-classes:target/classes:target/test-classes:$(cat target/bench-classpath)"
rm -rf target/bench-classes
javac -d target/bench-classes -parameters -proc:none -cp "$classpath" src/bench/java/io/jenkins/plugins/deployer/bench/*.java

# The network and mount namespace of the integration tests; DOCKER_HOST would name somebody else's engine.
unset DOCKER_HOST DOCKER_CONTEXT
DEPLOYER_TEST_JAVA="${JAVA_HOME:+$JAVA_HOME/bin/}java"
export DEPLOYER_TEST_JAVA
exec src/test/engine/bin/java -cp "$classpath" io.jenkins.plugins.deployer.bench.Benchmarks \
    --command "$PWD/target/deployer" --page "$PWD/docs/benchmarks.md" "$@"
