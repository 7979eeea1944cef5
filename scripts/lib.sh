# Sourced by the scripts beside it: builds on first use, and starts Spark's classes from the Spark that Maven fetched.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/spark-qsnn/target
refuse() { echo "${0##*/}: $1" >&2; exit 2; }

build() {
    echo "${0##*/}: building, about a minute on first use ..." >&2
    (cd "$root" && mvn -B -q -DskipTests -Dspotless.check.skip=true -pl spark-qsnn -am package >&2)
}
newer() { (cd "$root" && find pom.xml ./*/pom.xml ./*/src/main -newer "$target/built" -print -quit); }
if [[ ! -e $target/built || -n $(newer) ]]; then build; fi

# A set value beats OpenBLAS's own detection: with Haswell on an AVX-512 machine, half the speed.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE

# spark_class CLASS [ARGUMENT ...]: what $SPARK_HOME/bin/spark-class runs, as the array command. Without SPARK_HOME:
# the embedded Spark, whose folder has symbolic links to Maven's jars.
spark_class() {
    if [[ ${SPARK_HOME:-} && $SPARK_HOME != "$target/spark" ]]; then
        [[ -x $SPARK_HOME/bin/spark-class ]] || refuse "SPARK_HOME is $SPARK_HOME, which has no bin/spark-class; correct or unset it"
        command=("$SPARK_HOME/bin/spark-class" "$@")
        return
    fi
    export SPARK_HOME=$target/spark SPARK_SCALA_VERSION=2.13
    spelt_out "$@"
}

# spelt_out CLASS [ARGUMENT ...]: java with all of its options for a class of $SPARK_HOME, as the array command.
spelt_out() {
    local launcher java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    launcher=$(printf '%s:' "$SPARK_HOME"/jars/{spark-launcher,scala-library}*.jar)
    {
        IFS= read -r _ # an empty first line marks the start of the command
        mapfile -d '' command
    } < <("$java" -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$launcher" org.apache.spark.launcher.Main "$@")
}

# module_options: what Spark's launcher opens of Java's modules, in one line.
module_options() (
    unset SPARK_SUBMIT_OPTS
    export SPARK_HOME=${SPARK_HOME:-$target/spark} SPARK_SCALA_VERSION=2.13
    spelt_out org.apache.spark.deploy.SparkSubmit --class none none
    printf '%s\n' "${command[@]}" | grep -E '^(--add-|--enable-|--sun-|-XX:\+Ignore|-D)' | grep -v '^-Dspark' | tr '\n' ' '
)
