# Debian's part of the image, made once for each change of what it is made of. Sourced by build, after the board's meta.

# mirror LABEL: where this machine's apt fetches an archive of Debian's from.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' "Label: $1" | head -n 1
}

# debian_sources COMPONENT…: what a box is made of: Debian 13, and what is newer than its last point release, security fixes among it.
debian_sources() {
  local debian security
  [ -n "$(mirror Debian)" ] && [ -n "$(mirror Debian-Security)" ] || apt-get update -qq >&2
  debian=$(mirror Debian) security=$(mirror Debian-Security)
  [ -n "$debian" ] && [ -n "$security" ] || { echo "This machine's apt knows no mirror of Debian and of its security fixes." >&2; return 1; }
  printf "deb %s %s $*\n" "$debian" trixie "$debian" trixie-updates "$security" trixie-security
}

# apart ARRAY FOLDER ARCHITECTURE: puts options into the array with which apt minds that folder alone, with its own list of sources, for a machine of that architecture on which nothing is installed.
apart() {
  local -n apart=$1
  mkdir -p "$2"/{state/lists/partial,cache/archives/partial,etc}
  apart=(-qq -o APT::Architecture="$3" -o APT::Architectures="$3" -o Dir::Etc::SourceList="$2/sources.list" -o Dir::Etc::SourceParts="$2/etc" -o Dir::State="$2/state"
    -o Dir::State::status=/dev/null -o Dir::Cache="$2/cache" -o APT::Sandbox::User=root)
}

# first_drivers: what the first ramdisk of any board with this processor loads. They share one ramdisk; of which disk it takes the system is said beside it.
first_drivers() {
  local meta
  for meta in "$recipe"/boards/*.meta; do
    (wanted=$ARCH; source "$meta"; [ "$ARCH" != "$wanted" ] || printf '%s\n' $MODULES)
  done | cat - <(printf '%s\n' dm_verity squashfs ext4 crc32c) | sort -u
}

# need_foreign_programs: this machine's kernel runs the board's programs, by QEMU, until it is started anew: what Debian's package says to the kernel where systemd runs.
need_foreign_programs() {
  local known=/proc/sys/fs/binfmt_misc
  need_packages qemu-user-static arch-test
  [ -e $known/status ] || mount -t binfmt_misc binfmt_misc $known
  [ -e $known/qemu-aarch64 ] || cat /usr/lib/binfmt.d/qemu-aarch64.conf > $known/register
}

# make_base: Debian's part of the system, the same for all boards with this processor, kept by a hash of what it is made of; prints its folder: root.tar, packages.tsv, vmlinuz, initrd, trees.
make_base() {
  local hash made text sources
  hash=$( (cd "$recipe" && find packages system/install system/customize system/files/etc/initramfs-tools base.sh -type f -print0 | sort -z | xargs -0 sha256sum; first_drivers; echo "$KERNEL") | sha256sum | cut -c 1-16)
  made=$top/artifacts/image/base-$ARCH-$hash
  if [ ! -e "$made/complete" ]; then
    text=$(debian_sources main) || return 1
    mapfile -t sources <<< "$text"
    echo "Installing Debian for $ARCH (minutes; once)…" >&2
    rm -rf "$top/artifacts/image/base-$ARCH"-*
    mkdir -p "$made/trees"
    # Times are those of Debian 13's release: what is kept for the next version must not bear this one's.
    SOURCE_DATE_EPOCH=1754697600 quietly mmdebstrap --variant=essential --mode=root --architectures="$ARCH" \
      --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
      --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
      --essential-hook="mkdir -p \"\$1/etc/initramfs-tools\"; cp -r '$recipe/system/files/etc/initramfs-tools/.' \"\$1/etc/initramfs-tools\"" \
      --essential-hook="printf '%s\n' $(first_drivers | paste -sd' ') > \"\$1/etc/initramfs-tools/modules\"" \
      --customize-hook="'$recipe/system/install' \"\$1\" $(sed -n 's/^\([a-z0-9][^ ]*\).*/\1/p' "$recipe/packages" | paste -sd' ') $KERNEL" \
      --customize-hook="'$recipe/system/customize' \"\$1\"" \
      --customize-hook="chroot \"\$1\" dpkg-query -W -f '\${Package}\t\${Version}\t\${Architecture}\t\${source:Package}\t\${source:Version}\n' > '$made/packages.tsv'" \
      --customize-hook="cp \"\$1\"/boot/vmlinuz-* '$made/vmlinuz' && cp \"\$1\"/boot/initrd.img-* '$made/initrd' && { cp \"\$1\"/usr/lib/linux-image-*/broadcom/*.dtb '$made/trees' 2> /dev/null || true; }" \
      trixie "$made/root.tar" "${sources[@]}"
    touch "$made/complete"
  fi
  echo "Debian's part was made on $(date -r "$made/complete" +%F)." >&2
  echo "$made"
}

# make_loader: what starts the board's kernel: U-Boot, and for a Raspberry Pi what starts that. Kept likewise; prints its folder, in which packages.tsv and documents say what it is.
make_loader() {
  local hash made apt=$top/artifacts/image/apt package packages=("$UBOOT_PACKAGE") options
  hash=$(sha256sum "$recipe/base.sh" "$recipe/boards/$board.meta" | sha256sum | cut -c 1-16)
  made=$top/artifacts/image/loader-$board-$hash
  if [ ! -e "$made/complete" ]; then
    rm -rf "$apt" "$top/artifacts/image/loader-$board"-*
    mkdir -p "$made/files"
    apart options "$apt" "$ARCH"
    debian_sources main non-free-firmware > "$apt/sources.list" || return 1
    apt-get "${options[@]}" update >&2
    [ "$FIRMWARE" != rpi ] || packages+=(raspi-firmware)
    for package in "${packages[@]}"; do
      (cd "$apt" && apt-get "${options[@]}" download "$package" >&2)
      dpkg-deb --fsys-tarfile "$apt/$package"_*.deb | tar -x -C "$apt"
      install -D -m 644 "$apt/usr/share/doc/$package/copyright" "$made/documents/$package/copyright"
      dpkg-deb --showformat '${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n' -W "$apt/$package"_*.deb >> "$made/packages.tsv"
    done
    cp "$apt/$UBOOT" "$made/files/u-boot.bin"
    # The smallest firmware, for gpu_mem=16 of config.txt: no other is taken then (raspberrypi.com, "start_file, fixup_file").
    [ "$FIRMWARE" != rpi ] || cp "$apt"/usr/lib/raspi-firmware/{start4cd.elf,fixup4cd.dat} "$made/files"
    rm -rf "$apt"
    touch "$made/complete"
  fi
  echo "$made"
}
