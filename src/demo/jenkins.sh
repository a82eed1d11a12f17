# The story as it goes in a Jenkins of its own: a multibranch job on the repository, the rules in a shared library, one agent.

user=admin
job=job/demo/job/web
declare -A runs=()

# ask PATH [OPTION…]: the controller's answer.
ask() {
    curl -sS --fail --globoff --max-time 20 --config "$work/login" "${@:2}" "$url/$1"
}

# ---- the controller and its agent -------------------------------------------------------------------------------

set_the_stage() {
    url=http://127.0.0.1:$controller_port
    chapter "A Jenkins: the rules in a shared library, one agent, a multibranch job"
    keep_rules_in_a_library
    write_secrets
    make_home
    start_controller
    start_agent
    tell_jenkins_of_pushes
    echo "Jenkins $(ask login --head | tr -d '\r' | sed -n 's/^X-Jenkins: //p') at $url, its agent is connected."
}

keep_rules_in_a_library() {
    git init -q --bare "$work/git/demo/ops"
    git init -q "$work/ops"
    mkdir -p "$work/ops/resources/deployer"
    cp "$work/rules.yaml" "$work/ops/resources/deployer/"
    git -C "$work/ops" add --all
    git -C "$work/ops" commit -q -m "Say what runs where"
    run git -C "$work/ops" push -q "$work/git/demo/ops" HEAD:main
}

# Made for this one time, and readable by us alone.
write_secrets() {
    (
        umask 077
        mkdir "$work/secrets"
        od -An -N 12 -t x1 /dev/urandom | tr -d ' \n' >"$work/secrets/password"
        echo "user = \"$user:$(cat "$work/secrets/password")\"" >"$work/login"
        if [ -n "${own_engine:-}" ]; then
            cp "$work/key" "$work/secrets/toxis_key"
            cp "$work/known_hosts" "$work/secrets/toxis_host_key"
        fi
    )
}

make_home() {
    local home="$work/jenkins" plugin
    mkdir -p "$home/plugins" "$home/jobs/demo/jobs/web" "$work/casc" "$work/tmp"
    for plugin in "$jenkins"/test-classes/test-dependencies/*.hpi "$jenkins"/demo/*.hpi "$hpi"; do
        cp "$plugin" "$home/plugins/$(basename "${plugin%.hpi}").jpi"
    done
    cp src/demo/casc/controller.yaml "$work/casc/"
    [ -z "${own_engine:-}" ] || cp src/demo/casc/toxis.yaml "$work/casc/"
    echo '<com.cloudbees.hudson.plugins.folder.Folder/>' >"$home/jobs/demo/config.xml"
    sed "s|@REPOSITORY@|file://$work/git/demo/web|" src/demo/multibranch.xml >"$home/jobs/demo/jobs/web/config.xml"
    # Nothing outside is asked for.
    echo '<sites/>' >"$home/hudson.model.UpdateCenter.xml"
}

start_controller() {
    JENKINS_HOME="$work/jenkins" CASC_JENKINS_CONFIG="$work/casc" SECRETS="$work/secrets" \
        DEMO_USER="$user" DEMO_URL="$url" DEMO_FORGE="file://$work/git" DEMO_ARCHITECTURE="$architecture" \
        DEMO_AGENT="$work/agent" \
        in_background jenkins java -Xmx1g -XX:+UseSerialGC -Djava.awt.headless=true -Djava.io.tmpdir="$work/tmp" \
        -Djenkins.install.runSetupWizard=false -Djenkins.model.Jenkins.slaveAgentPort=-1 \
        -Dhudson.model.UsageStatistics.disabled=true -Dhudson.model.UpdateCenter.never=true \
        -Dhudson.plugins.git.GitSCM.ALLOW_LOCAL_CHECKOUT=true \
        -Dhudson.plugins.git.GitStatus.NOTIFY_COMMIT_ACCESS_CONTROL=disabled \
        -jar "$jenkins/demo/jenkins-war.war" --httpListenAddress=127.0.0.1 --httpPort="$controller_port"
    controller=${pids[-1]}
    eventually 300 "Jenkins does not come up" controller_answers
}

controller_answers() {
    kill -0 "$controller" 2>/dev/null ||
        die "Jenkins ended: $(grep -m 3 -A 5 -e SEVERE -e 'Exception: ' "$work/jenkins.log")"
    ask api/json
}

start_agent() {
    local secret
    ask jnlpJars/agent.jar --output "$work/agent.jar"
    secret=$(ask computer/builder/jenkins-agent.jnlp | sed -n 's|.*<argument>\([0-9a-f]\{64\}\)</argument>.*|\1|p')
    (umask 077 && echo "$secret" >"$work/secrets/agent")
    in_background agent java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir="$work/tmp" -jar "$work/agent.jar" \
        -url "$url/" -name builder -secret "@$work/secrets/agent" -webSocket -workDir "$work/agent"
    eventually 60 "the agent is not connected" agent_is_online
}

agent_is_online() {
    ask 'computer/builder/api/json?tree=offline' | grep -q '"offline":false'
}

# As a Git server does it: it names the branch that was pushed.
tell_jenkins_of_pushes() {
    local hook="$work/git/demo/web/hooks/post-receive"
    cat >"$hook" <<END
#!/bin/sh
while read -r old new ref; do
    curl -s --get --data-urlencode "url=file://$work/git/demo/web" --data-urlencode "branches=\${ref#refs/heads/}" \\
        "$url/git/notifyCommit" >/dev/null
done
END
    chmod +x "$hook"
}

# ---- runs -------------------------------------------------------------------------------------------------------

# follow BRANCH: what becomes of what was pushed; fails if the run does.
follow() {
    local branch=$1 number path
    number=$((${runs[$branch]:-0} + 1))
    runs[$branch]=$number
    path=$job/job/$branch/$number
    eventually 60 "Jenkins does not run $branch" ask "$path/api/json"
    eventually 120 "run $number of $branch does not end" is_over "$path"
    printf '%s/%s/console says:\n' "$url" "$path"
    ask "$path/consoleText" | of_interest
    [[ $(ask "$path/api/json?tree=result") = *'"SUCCESS"'* ]]
}

is_over() {
    [[ $(ask "$1/api/json?tree=building") = *false* ]]
}

# Leaves out what Pipelines, Git and Docker's builder say of themselves, and stack traces.
of_interest() {
    grep -v -e '^\[Pipeline\]' -e '^ > git ' -e '^[[:space:]]*\(at .*\)\?$' \
        -e '^\(Setting origin\|Fetching\|Cloning\|Seen\|Selected Git\|The recommended git\|No credentials\|Avoid second\)' \
        -e '^#[0-9]* \(sha256:\|transferring\|\[internal\]\|DONE\|exporting layers\|writing image\)' \
        -e '^[0-9a-f]\{12\}: ' | sed 's/^/  | /'
}

look_around() {
    local number
    for number in $(seq "${runs[live]}"); do
        tell "$job/job/live/$number/api/json?tree=result,duration&pretty=true"
        tell "$job/job/live/$number/deployer/api/json?tree=published,deployments&pretty=true"
    done
}

# tell PATH: asks, and says what.
tell() {
    echo "\$ curl -g '$url/$1'"
    ask "$1"
    echo
}

# ---- left to be looked at ---------------------------------------------------------------------------------------

# Returns when somebody has seen enough.
stay_up() {
    chapter "It stays up until Ctrl-C"
    trap 'seen=yes' INT TERM
    if [ -n "${own_engine:-}" ]; then
        in_background relay-inside java src/demo/java/Relay.java "$work/8080" 8080 "$work/8081" 8081
        eventually 30 "nothing leads into the namespace" test -S "$work/8080" -a -S "$work/8081"
    fi
    echo "$url    user: $user    password: $(cat "$work/secrets/password")"
    echo "http://127.0.0.1:$port/ is the page; a push from $work/web to its origin's live changes it."
    while [ -z "${seen:-}" ]; do
        sleep infinity &
        pids+=($!)
        wait $! || true
    done
    trap 'exit 130' INT TERM
}
