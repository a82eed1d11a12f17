#!/usr/bin/env bash
# Shows, on one machine and in a few minutes, what the deployer does; ./demo.sh --help says more.
set -euo pipefail
cd "$(dirname "$0")"
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export DEMO_BEGAN="${DEMO_BEGAN:-$(date +%s%N)}"
jar="$PWD/target/deployer.jar"
hpi="$PWD/target/deployer.hpi"
jenkins="$PWD/target/jenkins/target"
page="$PWD/target/demo-rules.html"

usage() {
    cat <<'END'
Usage: ./demo.sh [--keep]

Shows, on one machine and in a few minutes, what the deployer does: a push to a branch is built, a push of the same
commit to `live` upgrades a running Docker service without another build, and a bad version goes back to the one
before. The story happens in a Jenkins with the plugin where Jenkins' artifacts can be had (from the local Maven
repository, or from the one that the profile `jenkins` of pom.xml names); elsewhere the command `deployer` tells it. Where
Solo5's tender solo5-spt is installed, a unikernel goes the same way.

As root on Debian it installs what is missing, and starts an engine, a registry, an SSH server and Jenkins in
namespaces of their own, which are gone when it ends. With DOCKER_HOST=unix:///… it uses that engine of this machine,
and leaves its Swarm state as it was.

  --keep   leave Jenkins up at http://127.0.0.1:8080, and the service at http://127.0.0.1:8081, until Ctrl-C
  --help   this text
END
}

die() {
    echo "demo.sh: $*" >&2
    exit 1
}

keep=
for option; do
    case $option in
        --keep) keep=--keep ;;
        -h | --help)
            usage
            exit
            ;;
        *)
            echo "demo.sh: there is no option $option; ./demo.sh --help says what there is" >&2
            exit 2
            ;;
    esac
done

# ---- what the machine must have ---------------------------------------------------------------------------------

programs="docker-registry:docker-registry git:git busybox:busybox-static curl:curl java:default-jre-headless"
[ -n "${DOCKER_HOST:-}" ] ||
    programs="$programs dockerd:docker.io iptables:iptables sshd:openssh-server ssh-keygen:openssh-client ip:iproute2"
if [ ! -e "$jar" ] || [ ! -e "$hpi" ] || [ -n "$keep" ]; then
    programs="$programs mvn:maven javac:default-jdk-headless"
fi

# Prints the Debian packages of the programs that are not there. Newer releases have Docker's client and its builder
# in packages of their own.
missing_packages() {
    local pair package
    for pair in $programs; do
        command -v "${pair%%:*}" >/dev/null || echo "${pair#*:}"
    done
    if ! command -v docker >/dev/null; then
        for package in docker-cli docker-buildx; do
            if apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
                echo "$package"
            fi
        done
    fi
}

install_what_is_missing() {
    local packages policy=/usr/sbin/policy-rc.d
    packages=$(missing_packages)
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
        die "please install these Debian packages first:" $packages
    apt-get update -qq
    packages=$(missing_packages)
    echo "Installing" $packages
    # The packages are not to start an engine or an SSH server of their own.
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
        trap "rm -f '$policy'" EXIT
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
    if [ "$(trap -p EXIT)" ]; then
        rm -f "$policy"
        trap - EXIT
    fi
}

# Puts Jenkins and the plugins that ours needs below $jenkins. Fails soon where they cannot be had.
resolve_jenkins() {
    local get=(mvn -B -q -ntp -Pjenkins dependency:copy@plugins dependency:copy@demo -Dmdep.overWriteReleases=true)
    command -v mvn >/dev/null || return 1
    # This needs but one small file of Jenkins.
    timeout 30 mvn -B -q -ntp -Pjenkins validate >/dev/null 2>&1 || return 1
    "${get[@]}" -o >/dev/null 2>&1 && return
    chapter "Jenkins and its plugins are fetched"
    run timeout 1800 "${get[@]}"
}

# ---- telling the story ------------------------------------------------------------------------------------------

# What the stage wrote before the play began comes first.
timeline=${DEMO_TIMELINE:-}

milliseconds() {
    echo $((($(date +%s%N) - DEMO_BEGAN) / 1000000))
}

# chapter TITLE: ends the chapter before, begins the next one.
chapter() {
    local now
    now=$(milliseconds)
    [ -z "${title:-}" ] || timeline+=$(printf '\n%6d.%d s %6d.%d s  %s' $((begin / 1000)) $((begin % 1000 / 100)) \
        $(((now - begin) / 1000)) $(((now - begin) % 1000 / 100)) "$title")
    title=$1
    begin=$now
    [ -z "$title" ] || printf '\n━━ %s\n' "$title"
}

# The command as it was built.
deployer() {
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" "$@"
}

# Shows a command and runs it.
run() {
    echo "\$ $*"
    "$@"
}

# expect_page TEXT: the service shows this page.
expect_page() {
    local shown
    echo "\$ curl http://$toxis:$port/"
    shown=$(curl -sS --fail --max-time 5 "http://$toxis:$port/")
    echo "$shown"
    [ "$shown" = "$1" ] || die "the page should be: $1"
}

# ---- the world it plays in --------------------------------------------------------------------------------------

pids=()

# in_background NAME COMMAND…: what it says goes to NAME.log. A Ctrl-C is not for it: it is stopped when its turn comes.
in_background() {
    local name=$1
    shift
    setsid "$@" >"$work/$name.log" 2>&1 &
    pids+=($!)
}

# eventually SECONDS WHAT COMMAND…: runs the command until it succeeds.
eventually() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || die "$what, even after a while; $work/*.log ended with:
$(tail -n 5 "$work"/*.log)"
        sleep 0.1
    done
}

is_open() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1")
}

free_port() {
    local candidate
    while candidate=$((20000 + RANDOM % 10000)); do
        is_open "$candidate" 2>/dev/null || break
    done
    echo "$candidate"
}

start_engine() {
    in_background engine dockerd --data-root "$work/engine" --exec-root "$work/exec" --pidfile "$work/engine.pid" \
        --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$(basename "$work")"
    eventually 60 "the engine does not answer" docker info
}

# Anybody who can log in as root there may use its engine: SSH is all that the deployer needs.
start_sshd() {
    ssh-keygen -q -t ed25519 -N '' -f "$work/host_key"
    ssh-keygen -q -t ed25519 -N '' -f "$work/key"
    cp "$work/key.pub" "$work/authorized_keys"
    echo "toxis $(cat "$work/host_key.pub")" >"$work/known_hosts"
    cat >"$work/sshd_config" <<END
ListenAddress 127.0.0.1
HostKey $work/host_key
AuthorizedKeysFile $work/authorized_keys
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PidFile none
SetEnv "PATH=$PATH"
END
    in_background sshd "$(command -v sshd)" -D -e -f "$work/sshd_config"
    eventually 30 "sshd does not listen" is_open 22
}

# The command uses what its user has.
log_in_to_toxis() {
    cp "$work/key" ~/.ssh/id_ed25519
    cp "$work/known_hosts" ~/.ssh/known_hosts
}

start_registry() {
    cat >"$work/registry.yml" <<END
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "$registry"}
END
    in_background registry docker-registry serve "$work/registry.yml"
    eventually 30 "the registry does not listen" is_open "${registry#*:}"
}

make_repository() {
    git init -q --bare "$work/git/demo/web"
    git init -q "$work/web"
    git -C "$work/web" remote add origin "$work/git/demo/web"
    mkdir "$work/web/www"
    cp "$(command -v busybox)" "$work/web/busybox"
    cat >"$work/web/Dockerfile" <<'END'
FROM scratch
COPY busybox /bin/busybox
COPY www /www
CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
END
    echo ok >"$work/web/www/healthz"
    cp Jenkinsfile.example "$work/web/Jenkinsfile"
}

# push BRANCH MESSAGE: commits what is there and pushes it.
push() {
    git -C "$work/web" add --all
    git -C "$work/web" commit -q -m "$2"
    run git -C "$work/web" push -q origin "HEAD:$1"
}

write_rules() {
    cat >"$work/rules.yaml" <<END
version: 1
forge: file://$work/git
defaults: {staging: $registry/staging, architectures: [$architecture]}
hosts:
  toxis: {docker: "$endpoint"}
repositories:
  demo/web:
    builds:
      - docker: Dockerfile
        deploy:
          - branch: live
            publish: $registry/demo/web:live
            services:
              - {service: $service, host: toxis, url: "http://$toxis:$port/",
                 health: {url: "http://$toxis:$port/healthz", within: 5s}}
END
    cat "$work/rules.yaml"
}

# The service exists before anything is deployed to it: how it runs is not the deployer's business, what it runs is.
create_service() {
    mkdir -p "$work/first/bin"
    cp "$work/web/busybox" "$work/first/bin/"
    cp -r "$work/web/www" "$work/first/"
    tar -C "$work/first" -c bin www |
        docker import --change "CMD $(sed -n 's/^CMD //p' "$work/web/Dockerfile")" - "$registry/demo/web:first" >/dev/null
    docker push -q "$registry/demo/web:first" >/dev/null
    run docker service create --quiet --detach --name "$service" --publish "mode=host,published=$port,target=8080" \
        --update-monitor 2s --stop-grace-period 1s "$registry/demo/web:first"
    eventually 60 "the service does not answer" curl -s --fail "http://$toxis:$port/healthz"
}

stop_processes() {
    if [ "${#pids[@]}" -gt 0 ]; then
        kill "${pids[@]}" 2>/dev/null || true
        wait "${pids[@]}" 2>/dev/null || true
    fi
}

clean_up() {
    trap - EXIT INT TERM
    if [ -n "${service:-}" ]; then
        docker service rm "$service" >/dev/null 2>&1 || true
    fi
    if [ -n "${swarm_is_ours:-}" ]; then
        docker swarm leave --force >/dev/null 2>&1 || true
    fi
    if [ -n "${registry:-}" ]; then
        docker image ls --all --format '{{.Repository}} {{.ID}}' 2>/dev/null | sed -n "s|^$registry/.* ||p" | sort -u |
            xargs -r docker image rm --force >/dev/null 2>&1 || true
    fi
    stop_processes
}

# What is left when all of them are stopped.
leave() {
    stop_processes
    find /sys/fs/cgroup -depth -type d -path "*/$(basename "$work")*" -exec rmdir {} + 2>/dev/null || true
    rm -rf "$work"
}

# ---- the story --------------------------------------------------------------------------------------------------

play() {
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    export DOCKER_CONFIG="$work/docker" XDG_STATE_HOME="$work/state"
    export GIT_AUTHOR_NAME=Demo GIT_AUTHOR_EMAIL=demo@example.org
    export GIT_COMMITTER_NAME=Demo GIT_COMMITTER_EMAIL=demo@example.org
    mkdir -p "$DOCKER_CONFIG"
    case $(uname -m) in aarch64) architecture=arm64 ;; *) architecture=$(uname -m) ;; esac

    . "src/demo/$story.sh"
    . src/demo/solo5.sh
    no_unikernel=$(why_no_unikernel)

    if [ -n "${own_engine:-}" ]; then
        chapter "An engine, a registry, and an SSH server as the host toxis"
        registry=127.0.0.1:5000 toxis=toxis port=8081 endpoint=ssh://root@toxis controller_port=8080
        start_engine
        start_sshd
    else
        chapter "A registry beside the engine $DOCKER_HOST"
        registry=127.0.0.1:$(free_port) toxis=127.0.0.1 port=8081 endpoint=default controller_port=8080
        if [ -z "$keep" ]; then
            port=$(free_port) controller_port=$(free_port)
        fi
        docker info >/dev/null || die "the engine $DOCKER_HOST does not answer"
    fi
    if [ "$(docker info --format '{{.Swarm.LocalNodeState}}')" = inactive ]; then
        docker swarm init --advertise-addr 127.0.0.1 >/dev/null
        swarm_is_ours=yes
    fi
    start_registry

    chapter "A repository, the rules, and a service to be upgraded"
    service=demo-web
    make_repository
    echo "version 1" >"$work/web/www/index.html"
    create_service
    write_rules
    set_the_stage

    chapter "A push to feature: it is built, and not deployed"
    echo "version 2" >"$work/web/www/index.html"
    push feature "Say that this is version 2"
    follow feature || die "feature should have been built"
    expect_page "version 1"

    chapter "The same commit pushed to live: nothing is built again; published, upgraded"
    run git -C "$work/web" push -q origin HEAD:live
    follow live || die "version 2 should have been deployed"
    expect_page "version 2"

    chapter "A bad version pushed to live: its health page is missing, so it goes back"
    echo "version 3" >"$work/web/www/index.html"
    rm "$work/web/www/healthz"
    push live "Say that this is version 3, and lose the health page"
    if follow live; then
        die "the bad version should not have been accepted"
    fi
    expect_page "version 2"

    chapter "What runs where"
    look_around
    [ "$no_unikernel" ] || show_unikernel
    if [ -n "$keep" ]; then
        stay_up
    fi

    chapter "Everything is stopped"
    clean_up
    chapter ""
    printf '\n     from     took%s\n' "$timeline"
    if [ "$story" = local ]; then
        printf '\nThe rules as a page: %s\n' "$page"
    fi
    if [ "$no_unikernel" ]; then
        echo "$no_unikernel"
    fi
}

# ---- and the stage ----------------------------------------------------------------------------------------------

if [ -n "${DEMO_WORK:-}" ]; then
    # In namespaces of its own: the sockets, the name toxis and the keys are seen by nobody else.
    work=$DEMO_WORK story=$DEMO_STORY own_engine=yes
    mkdir -p /etc/docker
    mkdir -p -m 700 ~/.ssh
    mount -t tmpfs -o mode=755 tmpfs /run
    mount -t tmpfs -o mode=755 tmpfs /etc/docker
    mount -t tmpfs -o mode=700 tmpfs ~/.ssh
    mkdir -p /run/sshd /run/lock
    printf '127.0.0.1 localhost toxis\n' >"$work/hosts"
    mount --bind "$work/hosts" /etc/hosts
    ip link set lo up
    play
    exit
fi

if [ -z "${DOCKER_HOST:-}" ]; then
    [ "$(id -u)" = 0 ] || die "run it as root, or with DOCKER_HOST naming an engine of this machine that is a Swarm" \
        "manager or may become one"
    why=$(unshare --net --mount --pid --fork --mount-proc true 2>&1) ||
        die "root may not make namespaces here ($why); run it on a machine or in a privileged container, or with" \
            "DOCKER_HOST naming an engine of this machine"
fi
if [ -n "$(missing_packages)" ]; then
    chapter "What is missing is installed"
    install_what_is_missing
fi
if [ ! -e "$jar" ] || [ ! -e "$hpi" ]; then
    chapter "The command and the plugin are built"
    run mvn -B -q -ntp -DskipTests package
fi
story=jenkins
if ! resolve_jenkins; then
    story=local keep=
    echo "Jenkins' artifacts cannot be had here: the command tells the story, without a Jenkins to be left up."
fi
chapter ""
if [ -n "$keep" ]; then
    for taken in 8080 8081; do
        ! is_open "$taken" 2>/dev/null || die "something listens at 127.0.0.1:$taken, where --keep is to leave ours"
    done
fi
work=$(mktemp -d /tmp/deployer-demo.XXXXXX)
trap leave EXIT
if [ -n "${DOCKER_HOST:-}" ]; then
    (play)
else
    if [ -n "$keep" ]; then
        # From here into the namespace, by sockets that both sides see.
        in_background relay java src/demo/java/Relay.java 8080 "$work/8080" 8081 "$work/8081"
    fi
    DEMO_WORK=$work DEMO_STORY=$story DEMO_TIMELINE=$timeline \
        unshare --net --mount --pid --fork --kill-child --mount-proc "$PWD/demo.sh" $keep
fi
