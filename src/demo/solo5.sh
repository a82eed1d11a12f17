# A unikernel of our own on a Solo5 host that is this machine, told by the command.

sources=$PWD/src/demo

# Prints why there is no unikernel to be shown, if so.
why_no_unikernel() {
    if ! command -v solo5-spt >/dev/null; then
        echo "No Solo5 tender solo5-spt is installed here, so no unikernel is shown; docs/unikernels.md leads to one that runs."
    elif [ "$(uname -m)" != x86_64 ]; then
        echo "The demo's unikernel is for x86_64, so none is shown; docs/unikernels.md leads to one that runs here."
    elif [ -z "${own_engine:-}" ]; then
        echo "With DOCKER_HOST there is no SSH server to enter a Solo5 host by, so no unikernel is shown."
    fi
}

make_solo5_host() {
    mkdir "$work/unikernels"
    log_in_to_toxis
    cat >"$work/unikernels.yaml" <<YAML
version: 1
forge: file://$work/git
defaults: {staging: $registry/staging}
hosts:
  solo: {solo5: "ssh://root@$toxis", directory: "$work/unikernels",
         redeploy: ["$sources/tend", start], status: ["$sources/tend", status]}
repositories:
  demo/hello:
    builds:
      - unikernel: Dockerfile
        target: spt
        deploy:
          - {branch: live, unikernel: hello, host: solo, settle: 2s}
YAML
    cat "$work/unikernels.yaml"
    git init -q --bare "$work/git/demo/hello"
    git init -q "$work/hello"
    git -C "$work/hello" remote add origin "$work/git/demo/hello"
    cat >"$work/hello/Dockerfile" <<'DOCKERFILE'
FROM scratch
ARG TARGET
COPY hello.$TARGET /unikernel.$TARGET
DOCKERFILE
}

# push_unikernel TEXT [STATUS]: one that prints the text and stays up, or ends with the status.
push_unikernel() {
    "$sources/unikernel.sh" "$@" >"$work/hello/hello.spt"
    git -C "$work/hello" add --all
    git -C "$work/hello" commit -q -m "Say: $1"
    run git -C "$work/hello" push -q origin HEAD:live
}

deploy_unikernel() {
    run deployer local --rules "$work/unikernels.yaml" --confirm never demo/hello
}

# expect_unikernel TEXT: one is up, and this is what it has said.
expect_unikernel() {
    run env -C "$work/unikernels" "$sources/tend" status hello || die "no unikernel is up"
    [ "$(cat "$work/unikernels/hello.console")" = "$1" ] || die "the unikernel should have said: $1"
}

show_unikernel() {
    chapter "A unikernel, and this machine as a Solo5 host"
    make_solo5_host
    push_unikernel "version 1"
    deploy_unikernel || die "the unikernel should have been deployed"
    expect_unikernel "version 1"

    chapter "A bad unikernel: it ends at once, so the one before is put back"
    push_unikernel "version 2 finds no disk" 1
    if deploy_unikernel; then
        die "the bad unikernel should not have been accepted"
    fi
    expect_unikernel "version 1"
    run deployer status --rules "$work/unikernels.yaml"
}
