#!/usr/bin/env bash
# unikernel.sh TEXT [STATUS]: writes a whole unikernel to standard output, for Solo5's tender spt on x86_64. It prints the
# text, and then sleeps without end, or ends with the status. No compiler is needed: it is two system calls in an ELF file.
set -euo pipefail
base=$((0x100000)) # where the file is loaded: the first address that a tender allows

# Everything is put together as hexadecimal digits.
little() { # SIZE NUMBER: little-endian
    local digits='' i
    for ((i = 0; i < $1; i++)); do
        printf -v digits '%s%02x' "$digits" $(($2 >> 8 * i & 255))
    done
    echo "$digits"
}
zeros() { printf '%0*d' $(($1 * 2)) 0; }
digits() { od -An -v -t x1 | tr -d ' \n'; }

# ---- notes: what the tender reads before it loads anything ------------------------------------------------------
# Each one: size of the owner's name, size of the content, type, the name, the content.
solo5=$(printf 'Solo5\0\0\0' | digits)

abi=$(little 4 6)$(little 4 16)$(printf ABI1 | digits)$solo5
abi+=$(little 4 2)$(little 4 2)$(zeros 8) # spt; version 2; reserved

manifest=$(little 4 6)$(little 4 116)$(printf MFT1 | digits)$solo5
manifest+=$(zeros 4)$(little 4 1)$(little 4 1)            # aligns the rest to 8 bytes; version 1; one entry
manifest+=$(zeros 68)$(little 4 $((1 << 30)))$(zeros 32)  # the reserved one, without a name: there is no device

text=$(printf '%s\n' "$1" | digits)

# ---- where it all is: the file is loaded as it is ---------------------------------------------------------------
abi_at=$((64 + 3 * 56)) # behind the header and three segments
manifest_at=$((abi_at + ${#abi} / 2))
text_at=$((manifest_at + ${#manifest} / 2))
code_at=$((text_at + ${#text} / 2))

# ---- the code ---------------------------------------------------------------------------------------------------
# The tender jumps here with its boot information in rdi, and the stack's end in rsp. Its filter allows few system calls,
# among them write(1, …), exit_group, and epoll_pwait on the descriptor that the boot information has at byte 32.
code=8b5f20                                # mov   ebx, [rdi+32]    that descriptor
code+=b8$(little 4 1)                      # mov   eax, 1           write(
code+=bf$(little 4 1)                      # mov   edi, 1             standard output,
code+=be$(little 4 $((base + text_at)))    # mov   esi, text          the text,
code+=ba$(little 4 $((${#text} / 2)))      # mov   edx, SIZE          its size
code+=0f05                                 # syscall                )
if [ $# -gt 1 ]; then
    code+=b8$(little 4 231)                # mov   eax, 231         exit_group(
    code+=bf$(little 4 "$2")               # mov   edi, STATUS        the status
    code+=0f05                             # syscall                )
else
    code+=b8$(little 4 281)                # mov   eax, 281         again: epoll_pwait(
    code+=89df                             # mov   edi, ebx           the descriptor, on which nothing ever happens,
    code+=488d7424f0                       # lea   rsi, [rsp-16]      where to put what happened,
    code+=ba$(little 4 1)                  # mov   edx, 1             room for one event,
    code+=4983caff                         # or    r10, -1            no time-out,
    code+=4531c0                           # xor   r8d, r8d           all signals as they are
    code+=0f05                             # syscall                )
    code+=ebe4                             # jmp   again            28 bytes back
fi
size=$((code_at + ${#code} / 2))

# ---- the ELF file -----------------------------------------------------------------------------------------------
segment() { # TYPE FLAGS AT SIZE ALIGNMENT: the same in the file and in memory
    little 4 "$1"
    little 4 "$2"
    little 8 "$3"
    little 8 $((base + $3))
    little 8 $((base + $3))
    little 8 "$4"
    little 8 "$4"
    little 8 "$5"
}
elf=$(printf '\177ELF' | digits)020101$(zeros 9)                 # 64 bits, little-endian, version 1
elf+=$(little 2 2)$(little 2 62)$(little 4 1)                    # executable; x86_64; version 1
elf+=$(little 8 $((base + code_at)))$(little 8 64)$(zeros 8)     # where it begins; the segments; no sections
elf+=$(zeros 4)$(little 2 64)$(little 2 56)$(little 2 3)$(zeros 6) # the header's size; three segments of this size
elf+=$(
    segment 1 5 0 "$size" 4096                                   # to be loaded, readable and executable
    segment 4 4 "$abi_at" $((${#abi} / 2)) 4                     # a note
    segment 4 4 "$manifest_at" $((${#manifest} / 2)) 4           # another one
)
printf '%b' "$(tr -d '\n' <<<"$elf$abi$manifest$text$code" | sed 's/../\\x&/g')"
