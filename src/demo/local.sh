# The story as the command tells it: whoever edits the rules can do this on a laptop.

set_the_stage() {
    [ -z "${own_engine:-}" ] || log_in_to_toxis
    cd "$work"
    run deployer check
}

# follow BRANCH: what becomes of what was pushed; fails if the deployment does.
follow() {
    if [ "$1" = live ]; then
        run deployer local --confirm never demo/web
    else
        run deployer local --branch "$1" --confirm never demo/web
    fi
}

look_around() {
    run deployer status
    run deployer services
    run deployer graph --output "$page"
}
