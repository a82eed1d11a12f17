# What the deployer does on a Solo5 host: one operation on one unikernel, as the deployer's user there. HostScript.java
# sends this text, and then, line by line, the values that it works on; what a unikernel consists of comes after them.
# No value is ever part of this text, nor of any other that a shell reads.
#
# In the directory, for the unikernel NAME and its target, hvt or spt:
#   NAME.TARGET                 what runs, or will when it is started next
#   NAME.TARGET.previous        what ran before
#   NAME.TARGET.SHA256.upload   what is to run; appended to until it is whole
#   NAME.deployed               what the deployer did last
#   NAME.log                    what the redeploy command wrote when it ran last
#   NAME.lock                   the process that is changing it
# Whatever happens between two commands, running the operation again does the rest and nothing twice.
set -u
umask 022
LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}:/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin
export LC_ALL PATH
nl='
'

say() { printf '%s\n' "$*"; }
finish() {
    say end
    exit 0
}
# The three ways to fail: for good, for now, and because the unikernel does not start.
refuse() {
    say "refused $*"
    finish
}
again() {
    say "again $*"
    finish
}
failed() {
    say "failed $*"
    finish
}

# Reads one value.
value() { IFS= read -r value || exit 1; }

# Reads a number, and as many words of a command. Leaves each after an x and before a line's end.
words() {
    value
    count=$value
    words=
    while [ "$count" -gt 0 ]; do
        value
        words=${words}x$value$nl
        count=$((count - 1))
    done
}

# Runs the command of these words with the name after them.
run() {
    rest=$1
    set --
    while [ -n "$rest" ]; do
        first=${rest%%"$nl"*}
        rest=${rest#*"$nl"}
        set -- "$@" "${first#x}"
    done
    "$@" "$name"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# What was printed goes line by line after a word.
quote() { cut -b 1-4000 | sed "s/^/$1 /"; }

# --- processes ---

# When a process was started; nothing if there is none. What ps of Linux says is off by a second now and then.
started() {
    if [ -r "/proc/$1/stat" ]; then
        sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20
    else
        ps -o lstart= -p "$1"
    fi 2>/dev/null
}

# Also of another user.
lives() { [ -n "$(started "$1")" ] || kill -0 "$1" 2>/dev/null; }

# Whether a process is changing the unikernel: leaves its number in $pid. One that was started since is not meant.
is_locked() {
    plain "$lock"
    holder=$(cat "$lock" 2>/dev/null)
    pid=${holder%% *}
    [ -n "$pid" ] && lives "$pid" && [ "$pid $(started "$pid")" = "$holder" ]
}

# --- files ---

plain() {
    for path; do
        [ ! -h "$path" ] || refuse "$directory/$path is a symbolic link, where a file of the deployer's belongs; remove it"
        [ ! -e "$path" ] || [ -f "$path" ] || refuse "$directory/$path is not a plain file; remove it"
    done
}

size() { printf '%d' "$(wc -c <"$1")"; }

hasher=
for each in sha256sum 'sha256 -q' 'shasum -a 256' 'openssl dgst -sha256 -r'; do
    if command -v "${each%% *}" >/dev/null 2>&1; then
        hasher=$each
        break
    fi
done

# Leaves the SHA-256 of a file in $digest.
sum() {
    [ -n "$hasher" ] || refuse 'the host has no program for SHA-256: sha256sum, sha256, shasum or openssl'
    digest=$($hasher <"$1") || refuse "$directory/$1 cannot be read by this user"
    digest=${digest%% *}
}

# Changes when the content of a file does: the dialects of Linux and of the BSDs.
identity() { stat -c '%d %i %s %y %z' "$1" 2>/dev/null || stat -f '%d %i %z %Fm %Fc' "$1" 2>/dev/null; }

# The same for a file that may be missing, which leaves nothing, or be one whose content is known.
content() {
    plain "$1"
    digest=
    [ -e "$1" ] || return 0
    if [ -n "$r_seen" ] && [ "$name.$r_target $r_seen" = "$1 $(identity "$1")" ]; then
        digest=$r_sha256
    else
        sum "$1"
    fi
}

# Has a second name for a file's content take the place of another file.
link_over() {
    # Two names of one file cannot be renamed over each other; what is back and what ran before are such.
    [ ! "$1" -ef "$2" ] || return 0
    rm -f "$2.link"
    ln "$1" "$2.link" 2>/dev/null || cp -p "$1" "$2.link" 2>/dev/null || {
        rm -f "$2.link"
        refuse "$directory/$2 cannot be made of $1; is the disk full?"
    }
    mv -f "$2.link" "$2" || refuse "$directory/$2 cannot be replaced by this user"
}

# --- the record of what the deployer did last ---

read_record() {
    record=$name.deployed
    plain "$record"
    r_request='' r_step='' r_state='' r_target='' r_sha256='' r_previous_target='' r_previous_sha256=''
    r_before='' r_seen='' r_at='' r_file=''
    [ -e "$record" ] || return 0
    while IFS= read -r line; do
        content=${line#* }
        case $line in
            'request '*) r_request=$content ;;
            'step '*) r_step=$content ;;
            'state '*) r_state=$content ;;
            'target '*) r_target=$content ;;
            'sha256 '*) r_sha256=$content ;;
            'previous-target '*) r_previous_target=$content ;;
            'previous-sha256 '*) r_previous_sha256=$content ;;
            'before '*) r_before=$content ;;
            'seen '*) r_seen=$content ;;
            'at '*) r_at=$content ;;
            'file '*) r_file=$content ;;
        esac
    done <"$record"
}

write_record() {
    {
        cat >"$record.new" <<END &&
request $r_request
step $r_step
state $r_state
target $r_target
sha256 $r_sha256
previous-target $r_previous_target
previous-sha256 $r_previous_sha256
before $r_before
seen $r_seen
at $r_at
file $r_file
END
            mv -f "$record.new" "$record"
    } 2>/dev/null || {
        rm -f "$record.new"
        return 1
    }
}

# Says what is about to be in place instead of what, before it is.
record_step() {
    [ "$r_request $r_step $r_state" = "$id $1 changing" ] || r_before=$mark
    r_request=$id r_step=$1 r_state=changing r_seen='' r_at=''
    r_target=$2 r_sha256=$3 r_previous_target=$4 r_previous_sha256=$5 r_file=$6
    write_record
}

record_end() {
    r_state=running r_seen=$(identity "$name.$r_target") r_at=$(date +%s)
    # What the status command says is enough to know that it was started; without one this record is all there is.
    write_record || [ -z "$redeploy" ] || [ -n "$status" ] || again "$directory/$record cannot be written; is the disk full?"
}

# --- what runs ---

unit() { say "unikernel@$name.service"; }

# Leaves a text in $mark that changes when the unikernel is started or ends; empty if nobody can tell.
mark() {
    if [ -n "$status" ]; then
        if mark=$(run "$status" </dev/null 2>/dev/null); then mark="up ${mark%%"$nl"*}"; else mark=down; fi
    elif [ -n "$redeploy" ]; then
        mark=
    else
        mark=$(systemctl show "$(unit)" --property=MainPID,NRestarts,ActiveEnterTimestampMonotonic 2>/dev/null | tr '\n' ' ')
    fi
}

# Says whether it is up.
state() {
    if [ -n "$status" ]; then
        said=$(run "$status" </dev/null)
        say "status $?"
        say "$said" | head -n 200 | quote said
    elif [ -n "$redeploy" ]; then
        say "unknown ${r_at:-0}"
    else
        systemctl show "$(unit)" --property=LoadState,ActiveState,SubState,Result,MainPID,NRestarts,ExecMainCode,ExecMainStatus,ActiveEnterTimestampMonotonic |
            quote systemd
    fi
}

# Which file is in place: leaves $target and $digest, both empty if there is none.
current() {
    target=
    for each in hvt spt; do
        plain "$name.$each"
        [ -e "$name.$each" ] || continue
        [ -z "$target" ] || [ -n "$r_target" ] ||
            refuse "$directory has $name.hvt and $name.spt; remove the one that is not used"
        [ -n "$target" ] && [ "$each" != "$r_target" ] || target=$each
    done
    digest=
    [ -z "$target" ] || content "$name.$target"
}

look() {
    # In its midst nobody can say what runs: a change that was given up still takes effect.
    ! is_locked || again "the process $pid of the host is still changing $name"
    read_record
    current
    if [ "$r_state" = changing ]; then
        mark
        # Not started since the change began, so what is in place is not what runs.
        if [ "$mark" = "$r_before" ]; then
            if [ -n "$r_previous_sha256" ]; then
                target=$r_previous_target digest=$r_previous_sha256
            elif [ -n "$digest" ]; then
                say pending
            fi
        fi
    fi
    if [ -n "$digest" ]; then
        say "binary $target $digest"
        state
    fi
    finish
}

# The same for several names. What one of them says comes after a line with the name.
look_at_all() {
    value && left=$value
    while [ "$left" -gt 0 ]; do
        value && name=$value
        left=$((left - 1))
        check_name
        lock=$name.lock
        say "name $name"
        (look) | sed '$d'
    done
    finish
}

# --- before the change ---

free() { df -Pk . 2>/dev/null | { read -r _ && read -r _ _ _ free _ && say "free $free"; }; }

check() {
    value && target=$value
    value && size=$value
    if ! [ -d "$directory" ]; then
        say "misfit the host has no directory $directory"
    elif ! cd "$directory" 2>/dev/null || ! [ -w . ]; then
        say "misfit the host's user $(id -un) may not write to $directory"
    else
        # What is there already needs no room.
        for each in "$name".*; do
            [ -f "$each" ] && [ "$(size "$each")" = "$size" ] && say sized && break
        done
        free
    fi
    say "machine $(uname -m)"
    for command in "$redeploy" "$status"; do
        first=${command%%"$nl"*}
        first=${first#x}
        [ -z "$first" ] || (cd "$directory" 2>/dev/null && command -v "$first" >/dev/null 2>&1) ||
            say "misfit the host has no command $first for the user $(id -un)"
    done
    [ -n "$redeploy" ] || check_default
    finish
}

# Where the deployer's own commands are used, it is known what they need.
check_default() {
    if ! command -v systemctl >/dev/null 2>&1; then
        say 'misfit the host has no systemd, so the rules have to name commands for "redeploy" and "status"'
        return
    fi
    case $(systemctl show "$(unit)" --property=LoadState 2>/dev/null) in
        LoadState=not-found) say "misfit the host's systemd has no unit unikernel@.service" ;;
    esac
    [ "$(id -u)" = 0 ] || sudo -n -l systemctl restart "$(unit)" >/dev/null 2>&1 ||
        say "misfit the host's user $(id -un) may not run systemctl restart $(unit) by sudo"
    if ! command -v "solo5-$target" >/dev/null 2>&1; then
        say "misfit the host has no solo5-$target"
    else
        "solo5-$target" --version 2>/dev/null | sed -n 's/^ABI version /abi /p'
    fi
    [ "$target" != hvt ] || [ "$(uname -s)" != Linux ] || [ -e /dev/kvm ] ||
        say 'misfit the host has no /dev/kvm, so it cannot run unikernels for hvt'
}

# Whether a file is this content, which is looked at only if it has the size.
is_wanted() {
    plain "$1"
    [ -f "$1" ] && [ "$(size "$1")" = "$size" ] && content "$1" && [ "$digest" = "$sha256" ]
}

# Finds what is there of what is to be uploaded, and the file of what runs.
have() {
    value && target=$value
    value && sha256=$value
    value && size=$value
    value && now=$value
    new=$name.$target upload=$name.$target.$sha256.upload
    read_record
    for each in "$name".*.upload "$name".*.link; do
        [ "$each" = "$upload" ] || [ ! -f "$each" ] || rm -f "$each"
    done
    if [ -n "$now" ]; then
        found=
        for each in hvt hvt.previous spt spt.previous; do
            [ -z "$found" ] && content "$name.$each" && [ "$digest" = "$now" ] && found=${each%.previous}
        done
        [ -n "$found" ] || refuse "the file of the $name that runs is not in $directory any more"
        say "runs $found"
    fi
    if is_wanted "$upload"; then
        say whole
    elif is_wanted "$new"; then
        say whole
    elif is_wanted "$new.previous"; then
        link_over "$new.previous" "$upload"
        say whole
    elif [ -f "$upload" ] && [ "$(size "$upload")" -le "$size" ]; then
        sum "$upload"
        say "part $(size "$upload") $digest"
        free
    else
        free
    fi
    finish
}

# Appends what comes to what is there.
receive() {
    value && target=$value
    value && sha256=$value
    value && size=$value
    value && offset=$value
    upload=$name.$target.$sha256.upload
    plain "$upload"
    if [ "$offset" = 0 ]; then
        # A new file: if an earlier connection is not known to be broken yet, it goes on with the old one.
        rm -f "$upload"
    elif ! [ -f "$upload" ] || [ "$(size "$upload")" != "$offset" ]; then
        again "what was uploaded to $directory/$upload has changed meanwhile"
    fi
    if ! why=$(cat 2>&1 >>"$upload"); then
        rm -f "$upload"
        refuse "the $size bytes of $name could not be written to $directory (${why##*: }); nothing was changed there"
    fi
    got=$(size "$upload")
    [ "$got" -ge "$size" ] || again "the upload to $directory/$upload was cut after $got of $size bytes"
    sync "$upload" 2>/dev/null
    sum "$upload"
    if [ "$digest" != "$sha256" ]; then
        rm -f "$upload"
        again "what arrived as $directory/$upload is not what was sent, and was removed"
    fi
    say ready
    finish
}

# --- the change ---

# One process at a time. One that a broken connection left behind goes on to its end, which is waited for; but one that had
# only waited itself ends with its connection, as it was given up.
lock() {
    # With a full disk there is no lock, but still a way back.
    { say "$$ $(started $$)" >"$lock.$$"; } 2>/dev/null || {
        rm -f "$lock.$$"
        return 0
    }
    trap 'rm -f "$lock.$$"' EXIT
    waited=0
    until ln "$lock.$$" "$lock" 2>/dev/null; do
        if is_locked || ! unlock_stale; then
            if [ "$waited" -ge 60 ]; then
                [ -e "$lock" ] || refuse "$directory/$lock cannot be made; has the file system no hard links?"
                again "the process $pid of the host is still changing $name"
            fi
            sleep 1
            waited=$((waited + 1))
            say waiting 2>/dev/null || exit 1
        fi
    done
    trap 'rm -f "$lock" "$lock.$$"' EXIT
    # Of those that were killed.
    for each in "$lock".*; do
        lives "${each##*.}" || rm -f "$each"
    done
    say locked 2>/dev/null || exit 1
}

# Removes the lock of a process that has ended, unless another one has done that and is at work already.
unlock_stale() {
    mv -f "$lock" "$lock.stale.$$" 2>/dev/null || return 1
    [ "$(cat "$lock.stale.$$")" = "$holder" ] || ln "$lock.stale.$$" "$lock" 2>/dev/null
    rm -f "$lock.stale.$$"
}

restart() {
    if [ -n "$redeploy" ]; then run "$redeploy"; else as_root systemctl restart "$(unit)"; fi
}

stop() {
    # A command of the administrator's own finds nothing to start.
    if [ -n "$redeploy" ]; then run "$redeploy"; else as_root systemctl stop "$(unit)"; fi
}

# Runs one of these two. Its output goes to a file, so that it may leave processes behind, and need not be read.
logged() {
    log=$name.log
    plain "$log"
    { : >"$log"; } 2>/dev/null || log=/dev/null
    "$1" </dev/null >"$log" 2>&1
}

start() {
    logged restart
    code=$?
    [ "$code" != 0 ] || return 0
    tail -n 100 "$log" | quote said
    failed "$code"
}

request() {
    value && target=$value
    value && sha256=$value
    value && old_target=$value
    value && old_sha256=$value
    value && id=$value
    new=$name.$target old=$name.${old_target:-$target}
    lock
    read_record
    content "$new" && there=$digest
}

change() {
    request
    value && file=$value
    upload=$new.$sha256.upload
    if [ "$r_request $r_step $r_state" = "$id change running" ] && [ "$there" = "$sha256" ]; then
        say ready
        finish
    fi
    mark
    content "$old"
    if [ "$digest" != "$old_sha256" ]; then
        # What a change left that was broken off is all that may be there instead.
        [ "$digest" = "$sha256" ] || [ -z "$digest" ] || [ "$r_state $digest" = "changing $r_sha256" ] ||
            refuse "somebody put another $directory/$old there meanwhile (SHA-256 $digest); nothing was changed"
        [ -z "$old_sha256" ] || content "$old.previous"
        [ -z "$old_sha256" ] || [ "$digest" = "$old_sha256" ] ||
            refuse "$directory has no file of what runs (SHA-256 $old_sha256) any more; nothing was changed"
    elif [ -n "$old_sha256" ] && [ "$new $there" != "$old $sha256" ]; then
        link_over "$old" "$old.previous"
    fi
    if [ "$there" != "$sha256" ]; then
        plain "$upload"
        digest=
        [ ! -f "$upload" ] || sum "$upload"
        [ "$digest" = "$sha256" ] ||
            refuse "what was uploaded to $directory/$upload is not there any more; nothing was changed"
    fi
    record_step change "$target" "$sha256" "$old_target" "$old_sha256" "$file" ||
        refuse "$directory/$record cannot be written; nothing was changed; is the disk full?"
    [ "$there" = "$sha256" ] || mv -f "$upload" "$new" || refuse "$directory/$new cannot be replaced by this user"
    [ "$new" = "$old" ] || rm -f "$old"
    start
    record_end
    say ready
    finish
}

# --- the way back ---

back() {
    request
    if [ "$r_request" != "$id" ] && { [ "$there" != "$sha256" ] || [ "$sha256" = "$old_sha256" ]; }; then
        # This request has changed nothing.
        say ready
        finish
    fi
    if [ "$r_request $r_step $r_state" = "$id back running" ]; then
        say ready
        finish
    fi
    mark
    if [ -n "$old_sha256" ]; then back_to_previous; else back_to_nothing; fi
    say ready
    finish
}

back_to_previous() {
    content "$old"
    if [ "$digest" = "$old_sha256" ]; then
        if [ "$r_step $r_state" = 'change changing' ] && [ "$there" != "$sha256" ]; then
            # It was never put in place, so what runs was never stopped.
            r_step=back r_target=$old_target r_sha256=$old_sha256 r_previous_target='' r_previous_sha256=''
            record_end
            return
        fi
    else
        [ "$digest" = "$sha256" ] || [ -z "$digest" ] ||
            refuse "somebody put another $directory/$old there meanwhile (SHA-256 $digest); it was left alone"
        content "$old.previous"
        [ "$digest" = "$old_sha256" ] ||
            refuse "$directory/$old.previous is not what ran before (SHA-256 $old_sha256); it has to be put back by hand"
    fi
    record_step back "$old_target" "$old_sha256" "$target" "$sha256" "what ran before ${r_file#what ran before }"
    content "$old"
    [ "$digest" = "$old_sha256" ] || link_over "$old.previous" "$old"
    [ "$new" = "$old" ] || rm -f "$new"
    start
    record_end
}

back_to_nothing() {
    [ -z "$there" ] || [ "$there" = "$sha256" ] ||
        refuse "somebody put another $directory/$new there meanwhile (SHA-256 $there); it was left alone"
    record_step back '' '' "$target" "$sha256" ''
    rm -f "$new"
    logged stop
    code=$?
    if [ -n "$redeploy" ]; then
        mark
        case $mark in
            up*) refuse "$name still runs, though $directory/$new is gone; the redeploy command should stop what has no file" ;;
        esac
    elif [ "$code" != 0 ]; then
        tail -n 100 "$log" | quote said
        failed "$code"
    fi
    rm -f "$record"
}

# --- afterwards ---

console() {
    value && ago=$value
    value && most=$value
    read_record
    if [ "$r_state" = changing ] || [ -n "$redeploy" ] && [ -z "$status" ]; then
        plain "$name.log"
        [ ! -f "$name.log" ] || tail -n "$most" "$name.log" | quote said
    fi
    if [ -n "$status" ]; then
        if said=$(run "$status" </dev/null 2>&1); then
            say "$said" | sed 1d
        else
            # Without the reason, which is told besides.
            say "$said" | sed '$d'
        fi | tail -n "$most" | quote said
    elif [ -z "$redeploy" ]; then
        journalctl --unit "$(unit)" --since "-${ago}s" --lines "$most" --output cat --no-pager --quiet 2>/dev/null |
            quote said
    fi
    finish
}

forget() {
    value && target=$value
    value && sha256=$value
    rm -f "$name.$target.$sha256.upload" "$name".*.link
    finish
}

check_name() {
    case $name in
        [!A-Za-z]* | *[!-0-9A-Za-z_]* | '') exit 1 ;;
    esac
}

value && operation=$value
value && directory=$value
value && name=$value
words && redeploy=$words
words && status=$words
check_name
lock=$name.lock
say begin
[ "$operation" = check ] || cd "$directory" 2>/dev/null || refuse "there is no directory $directory that the user $(id -un) may enter"
"$operation"
