#!/bin/sh
# Builds an image from the exact tree of one commit of the Git repository that it is run in, and pushes it if asked to.
# ScriptedBuild.java says which variables and files it gets; no value is ever part of this text. The digest, or what went
# wrong, is left in a file; all others are removed at the end, however that comes.
set -u

# Whatever is started from here is found by this variable; what started this script must not be.
if [ "${DEPLOYER_TASK-}" != "$DEPLOYER_BUILD" ]; then
    DEPLOYER_TASK=$DEPLOYER_BUILD
    export DEPLOYER_TASK
    exec /bin/sh "$0"
fi

umask 077
private=$DEPLOYER_BUILD
tab=$(printf '\t')
child=
container=

# Ends the script. The first word says what went wrong, the others tell more.
fail() {
    printf '%s\n' "$@" >"$private/failure.new"
    mv "$private/failure.new" "$private/failure"
    exit 1
}

# Removes all but the results.
clean() {
    for entry in "$private"/*; do
        case $entry in
            */digest | */failure | */binary-*) ;;
            *) rm -rf "$entry" ;;
        esac
    done
}

# Ends a process, politely at first.
stop() {
    kill -TERM "$1" 2>/dev/null || return 0
    {
        sleep 3
        kill -KILL "$1"
    } >/dev/null 2>&1 &
    wait "$1" 2>/dev/null
    kill "$!" 2>/dev/null
}

finish() {
    status=$?
    trap '' HUP INT TERM
    trap - EXIT
    [ -z "$child" ] || stop "$child"
    kill "$guard" 2>/dev/null
    wait "$guard" 2>/dev/null
    remove_container
    cd /
    clean
    exit "$status"
}

# Shows that the build is alive, ends it when its time is over, and clears up after a script that was killed.
guard() {
    pause=
    trap '[ -z "$pause" ] || kill "$pause" 2>/dev/null; exit 0' TERM
    end=$(($(date +%s) + DEPLOYER_SECONDS))
    while kill -0 "$1" 2>/dev/null; do
        : >"$private/alive"
        left=$((end - $(date +%s)))
        if [ "$left" -le 0 ]; then
            echo time >"$private/failure"
            kill -TERM "$1"
            left=5
        fi
        [ "$left" -lt 5 ] || left=5
        sleep "$left" &
        pause=$!
        wait "$pause"
    done
    read -r orphan <"$private/child" && kill -TERM "$orphan" 2>/dev/null
    rm -rf "$private"
}

# Runs a command so that it can be stopped at any moment.
run() {
    "$@" &
    child=$!
    echo "$child" >"$private/child"
    wait "$child"
    status=$?
    child=
    return "$status"
}

# The same, keeping what it says; the last line of that tells why it failed.
quietly() {
    run "$@" >"$private/said" 2>&1
}

last_line() {
    grep . "$private/said" | tail -n 1
}

# Becomes the command that a file describes, with more arguments at its end.
become() {
    file=$private/$1
    shift
    more=$#
    while IFS= read -r line; do
        value=$(printf '%b.' "${line#?}")
        value=${value%.}
        case $line in
            =*) export "${value?}" ;;
            -*) unset -v "$value" ;;
            *) set -- "$@" "$value" ;;
        esac
    done <"$file"
    while [ "$more" -gt 0 ]; do
        value=$1
        shift
        set -- "$@" "$value"
        more=$((more - 1))
    done
    exec "$@" </dev/null
}

# Becomes Git in the directory $git, which nobody else uses.
become_git() {
    GIT_DIR=$git
    GIT_INDEX_FILE=$git/index
    export GIT_DIR GIT_INDEX_FILE
    exec git -c core.hooksPath=/dev/null -c core.autocrlf=false -c core.quotePath=false "$@"
}

ours() {
    (become_git "$@")
}

# Git in the repository that is being read, which may belong to another user of this machine.
theirs() {
    git -c safe.directory='*' -c core.hooksPath=/dev/null -C "$repository" "$@"
}

has_commit() {
    git -c safe.directory='*' -C "$1" cat-file -e "$2^{commit}" 2>/dev/null
}

become_checkout() {
    umask 022
    cd "$target" || exit 1
    GIT_WORK_TREE=$PWD
    export GIT_WORK_TREE
    become_git checkout-index --all --force --quiet
}

# Writes the tree of $commit of $repository to $target: what is committed, whatever the work tree has, filtered by
# nothing, whatever the tree asks for. Then what its submodules are pinned at comes into the queue.
write_tree() {
    git=$private/git-$number
    objects=$(theirs rev-parse --git-path objects 2>/dev/null) || fail source 'it is no Git repository'
    case $objects in
        /*) ;;
        *) objects=$repository/$objects ;;
    esac
    set -- --quiet --bare --template=
    [ "${#commit}" -eq 40 ] || set -- "$@" --object-format=sha256
    quietly git init "$@" "$git" || fail source "$(last_line)"
    mkdir -p "$git/info" "$git/objects/info" "$target"
    printf '%s\n' "$objects" >"$git/objects/info/alternates"
    # Attributes in this file win over those in the tree.
    echo '* -text -ident -filter !working-tree-encoding' >"$git/info/attributes"
    quietly become_git read-tree "$commit" || fail source "$(last_line)"
    quietly become_checkout || fail source "$(last_line)"
    ours ls-tree -r --full-tree "$commit" >"$private/tree" || fail source "the tree of $commit cannot be read"
    sed -n 's/^160000 commit //p' "$private/tree" >"$private/submodules"
    while IFS= read -r line; do
        add_submodule "${line%%"$tab"*}" "${line#*"$tab"}"
    done <"$private/submodules"
}

# Puts a submodule into the queue: the commit that it is pinned at, its path.
add_submodule() {
    case $2 in
        '"'*) fail submodule "$2" 'its path has characters that cannot be handled here' ;;
    esac
    name=$(submodule_name "$2")
    [ -n "$name" ] || fail submodule "$2" 'it has no url in .gitmodules. Add it there, or remove the submodule'
    [ "$(ours config --blob "$commit:.gitmodules" --get "submodule.$name.update")" != none ] || return 0
    has_commit "$repository/$2" "$1" || check_out_submodule "$2"
    has_commit "$repository/$2" "$1" || fail submodule "$2" "commit $1 of it is not here, and cannot be had without a
password: $(last_line). Let the source check submodules out too"
    printf '%s\t%s\t%s\n' "$repository/$2" "$1" "$target/$2" >>"$private/queue"
}

submodule_name() {
    ours config --blob "$commit:.gitmodules" --get-regexp '^submodule\..*\.path$' 2>/dev/null |
        while IFS= read -r line; do
            case $line in
                "submodule."*".path $1" | "submodule."*".path $1/")
                    line=${line%".path $1"*}
                    printf '%s\n' "${line#submodule.}"
                    break
                    ;;
            esac
        done
}

# A repository of strangers must not make this machine's own directories its submodules.
check_out_submodule() {
    protocols=git:http:https:ssh
    case $(theirs config --get remote.origin.url) in
        /* | file:*) protocols=file:$protocols ;;
    esac
    quietly env GIT_ALLOW_PROTOCOL="$protocols" git -c safe.directory='*' -c core.hooksPath=/dev/null \
        -c core.askPass= -C "$repository" submodule --quiet update --init -- "$1"
}

write_trees() {
    printf '%s\t%s\t%s\n' "$top" "$1" "$private/context" >"$private/queue"
    number=1
    line=$(sed -n 1p "$private/queue")
    while [ -n "$line" ]; do
        [ "$number" -le 1001 ] || fail source 'it has more than 1000 submodules, with those of its submodules'
        repository=${line%%"$tab"*}
        line=${line#*"$tab"}
        commit=${line%%"$tab"*}
        target=${line#*"$tab"}
        write_tree
        number=$((number + 1))
        line=$(sed -n "${number}p" "$private/queue")
    done
}

become_pack() {
    umask 022
    become_git pack-objects --quiet --revs --threads=1 "$1" <"$private/wanted"
}

# Adds the smallest .git directory in which Git answers about the commit as in a clone.
write_git() {
    repository=$top
    commit=$1
    git=$private/git-1
    directory=$private/context/.git
    shallow=$(cd "$top" && theirs rev-parse --git-path shallow)
    theirs for-each-ref --merged="$commit" --format='%(objectname) %(refname)' refs/tags >"$private/tags"
    {
        echo "$commit"
        cut -d ' ' -f 1 "$private/tags"
    } >"$private/wanted"
    (
        umask 022
        mkdir -p "$directory/objects/info" "$directory/objects/pack" "$directory/refs/heads" "$directory/refs/tags"
        echo "$commit" >"$directory/HEAD"
        version=0
        [ "${#commit}" -eq 40 ] || version=1
        printf '[core]\n\trepositoryformatversion = %s\n\tfilemode = true\n\tbare = false\n' "$version"
        [ "$version" = 0 ] || printf '[extensions]\n\tobjectformat = sha256\n'
    ) >"$private/config"
    (
        umask 022
        cat "$private/config" >"$directory/config"
        {
            echo '# pack-refs with: sorted'
            cat "$private/tags"
        } >"$directory/packed-refs"
        cat "$git/index" >"$directory/index"
        case $shallow in
            /*) ;;
            *) shallow=$top/$shallow ;;
        esac
        [ ! -f "$shallow" ] || cat "$shallow" >"$directory/shallow"
    )
    [ ! -f "$directory/shallow" ] || cp "$directory/shallow" "$git/shallow"
    quietly become_pack "$directory/objects/pack/pack" || fail source "$(last_line)"
}

push() {
    echo "Pushing to $DEPLOYER_NAME"
    quietly become tag "$1" "$DEPLOYER_NAME" || fail tag "$(last_line)"
    end=$(($(date +%s) + DEPLOYER_PUSH_SECONDS))
    pause=1
    digest=
    until quietly become push && read_digest; do
        cat "$private/said"
        said=$(last_line)
        if printf '%s\n' "$said" | grep -E -i -q -e "$DEPLOYER_DENIED"; then
            fail denied "$said"
        elif ! printf '%s\n' "$said" | grep -E -i -q -e "$DEPLOYER_PASSING"; then
            fail push "$said"
        elif [ $(($(date +%s) + pause)) -gt "$end" ]; then
            fail unavailable "$said"
        fi
        echo "Trying again in $pause s"
        run sleep "$pause"
        pause=$((pause * 2))
        [ "$pause" -le 30 ] || pause=30
    done
    cat "$private/said"
}

read_digest() {
    digest=$(sed -n 's/^[^ ]*: digest: \(sha256:[0-9a-f]\{64\}\) size: [0-9]*$/\1/p' "$private/said" | tail -n 1)
    [ -n "$digest" ]
}

# Takes the files out of an image that are to be looked at. What is not there is left out, and said in the log.
take_binaries() {
    # There may be no command in the image; this one is never run.
    container=$(become create "$1" /none 2>"$private/said") || fail inspect "$(last_line)"
    number=1
    while IFS= read -r line; do
        path=$(printf '%b.' "$line")
        quietly become copy "$container:${path%.}" "$private/binary-$number" || last_line
        number=$((number + 1))
    done <"$private/binaries"
    remove_container
}

remove_container() {
    [ -z "$container" ] || (become remove "$container") >/dev/null 2>&1
    container=
}

check_dockerfile() {
    file=$(readlink -f "$private/context/$DEPLOYER_DOCKERFILE")
    case $file in
        "$(readlink -f "$private/context")"/*) [ -f "$file" ] || fail dockerfile ;;
        *) fail dockerfile ;;
    esac
}

check_secrets() {
    while IFS= read -r line; do
        file=$(printf '%b.' "$line")
        file=${file%.}
        case $file in
            /*) ;;
            *) fail secret "$file" ;;
        esac
        if [ ! -f "$file" ] || [ ! -r "$file" ]; then
            fail secret "$file"
        fi
    done <"$private/secret-files"
}

# The configuration that was made for this build has all that the user's own has, but for the file with the logins.
use_configuration() {
    user=${DOCKER_CONFIG:-${HOME-}/.docker}
    case $user in
        /*) ;;
        *) user=$PWD/$user ;;
    esac
    for entry in "$user"/*; do
        name=${entry##*/}
        if [ -e "$entry" ] && [ "$name" != config.json ]; then
            ln -s "$entry" "$private/docker/$name"
        fi
    done
    DOCKER_CONFIG=$private/docker
    export DOCKER_CONFIG
}

guard "$$" >/dev/null 2>&1 &
guard=$!
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

unset -v GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES \
    GIT_NAMESPACE GIT_PREFIX GIT_SHALLOW_FILE GIT_QUARANTINE_PATH GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT GIT_ASKPASS \
    SSH_ASKPASS CDPATH
LC_ALL=C
GIT_TERMINAL_PROMPT=0
GIT_NO_REPLACE_OBJECTS=1
export LC_ALL GIT_TERMINAL_PROMPT GIT_NO_REPLACE_OBJECTS
GIT_SSH_COMMAND=${GIT_SSH_COMMAND:-ssh -o BatchMode=yes -o ConnectTimeout=20}
export GIT_SSH_COMMAND

[ ! -d "$private/docker" ] || use_configuration
check_secrets
command -v git >/dev/null || fail source 'there is no git on PATH; install it (Debian package git)'
top=$(git -c safe.directory='*' rev-parse --show-toplevel 2>/dev/null) || fail workspace
wanted=${DEPLOYER_COMMIT:-HEAD}
has_commit "$top" "$wanted" || fail workspace
wanted=$(git -c safe.directory='*' -C "$top" rev-parse --verify "$wanted^{commit}")
write_trees "$wanted"
[ -z "${DEPLOYER_INCLUDE_GIT-}" ] || write_git "$wanted"
# Equal trees make equal images, whenever they are built.
TZ=UTC0 find "$private/context" -exec touch -h -t 200001010000.00 {} + 2>/dev/null
[ -z "${DEPLOYER_DOCKERFILE-}" ] || check_dockerfile

cd "$private" || exit 1
# BuildKit knows a context again by its path, and then takes files of one size and age for the same: with a path that other
# builds have too, it would build what they had.
run become build "$private/context" || fail build "$status"
id=$(cat "$private/id")
found=$(become inspect "$id" 2>"$private/said") || fail inspect "$(last_line)"
[ "$found" = "$DEPLOYER_ARCHITECTURE" ] || fail architecture "$found"
digest=$id
[ ! -f "$private/push" ] || push "$id"
[ ! -f "$private/binaries" ] || take_binaries "$id"
printf '%s\n' "$digest" >"$private/digest.new"
mv "$private/digest.new" "$private/digest"
