# Debian's part of the image, made once for each change of what it is made of. Sourced by build, after the board's meta.

mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' 'Label: Debian' | head -n 1
}

# make_base: Debian's part of the system, kept by a hash of what it is made of; prints its folder: root.tar, packages.tsv, vmlinuz, initrd, firmware.
make_base() {
  local hash made source
  hash=$(cd "$recipe" && find packages system "boards/$board.meta" base.sh -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-16)
  made=$top/artifacts/image/base-$board-$hash
  if [ ! -e "$made/complete" ]; then
    [ -n "$(mirror)" ] || apt-get update -qq >&2
    source=$(mirror)
    [ -n "$source" ] || { echo "This machine's apt knows no mirror of Debian." >&2; return 1; }
    echo "Installing Debian for $board (minutes; once)…" >&2
    rm -rf "$top/artifacts/image/base-$board"-*
    mkdir -p "$made"
    quietly mmdebstrap --variant=essential --mode=root --architectures="$ARCH" --include="$(sed -n 's/^\([a-z0-9][^ ]*\).*/\1/p' "$recipe/packages" | paste -sd,),$KERNEL" \
      --dpkgopt=force-unsafe-io --dpkgopt=force-confold --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
      --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
      --essential-hook="mkdir -p \"\$1/etc/initramfs-tools\"; cp -r '$recipe/system/files/etc/initramfs-tools/.' \"\$1/etc/initramfs-tools\"" \
      --essential-hook="mkdir -p \"\$1/usr/lib/udev/rules.d\"; echo '$DISK_RULE, ENV{ID_PART_ENTRY_NAME}==\"?*\", SYMLINK+=\"nvr/\$env{ID_PART_ENTRY_NAME}\"' > \"\$1/usr/lib/udev/rules.d/70-nvr-system-disk.rules\"" \
      --essential-hook="printf '%s\n' $MODULES dm_verity squashfs ext4 crc32c > \"\$1/etc/initramfs-tools/modules\"" \
      --customize-hook="cp -r '$recipe/system/files/.' \"\$1\"" \
      --customize-hook="'$recipe/system/customize' \"\$1\"" \
      --customize-hook="chroot \"\$1\" dpkg-query -W -f '\${Package}\t\${Version}\t\${Architecture}\t\${source:Package}\t\${source:Version}\n' > '$made/packages.tsv'" \
      --customize-hook="cp \"\$1\"/boot/vmlinuz-* '$made/vmlinuz'; cp \"\$1\"/boot/initrd.img-* '$made/initrd'" \
      trixie "$made/root.tar" "deb $source trixie main" "deb $source trixie-updates main"
    uboot "$source" "$made/firmware"
    touch "$made/complete"
  fi
  echo "$made"
}

# uboot MIRROR FOLDER: the board's U-Boot, and for a Raspberry Pi what starts it.
uboot() {
  local apt=$top/artifacts/image/apt
  rm -rf "$apt"
  mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,etc} "$2"
  printf 'deb %s trixie main non-free-firmware\n' "$1" > "$apt/sources.list"
  local options=(-qq -o APT::Architecture="$ARCH" -o APT::Architectures="$ARCH" -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts="$apt/etc" -o Dir::State="$apt/state"
    -o Dir::State::status=/dev/null -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update >&2
  (cd "$apt" && apt-get "${options[@]}" download "$UBOOT_PACKAGE" >&2)
  dpkg-deb --fsys-tarfile "$apt/$UBOOT_PACKAGE"_*.deb | tar -x -C "$apt"
  cp "$apt/$UBOOT" "$2/u-boot.bin"
  if [ "$FIRMWARE" = rpi ]; then
    (cd "$apt" && apt-get "${options[@]}" download raspi-firmware >&2)
    dpkg-deb --fsys-tarfile "$apt"/raspi-firmware_*.deb | tar -x -C "$apt"
    cp "$apt"/usr/lib/raspi-firmware/{start4.elf,fixup4.dat} "$2"
  fi
  rm -rf "$apt"
}
