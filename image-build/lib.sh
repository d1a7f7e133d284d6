# The steps of build, in their order. Sourced after tools/lib.sh and the board's meta; they use build's variables.

# Sectors of 512 bytes at which the partitions begin; boot.cmd counts on the numbers 3 and 4, and on the boot state's place.
readonly firmware_at=2048 firmware_size=131072 state_at=133120 state_size=8192 boot_at=141312 boot_size=262144 system_size=1048576 persist_size=131072
readonly system_bytes=$((system_size * 512)) budget_bytes=$((350 << 20))

boards() { (cd "$recipe/boards" && printf '%s\n' *.meta) | sed 's/\.meta$//' | paste -sd "$1"; }

own_key() {
  local keys=$top/artifacts/image/keys
  key=$keys/update.key certificate=$keys/update.crt
  [ -e "$key" ] && [ -e "$certificate" ] && return
  mkdir -p -m 700 "$keys"
  openssl req -x509 -newkey rsa:3072 -nodes -keyout "$key" -out "$certificate" -subj "/O=NvrAppliance builder/CN=Updates" -days 7300 2> /dev/null
  echo "Made a key that signs updates: $key. Boxes made with it take only updates signed with it; keep it safe, outside of this folder." >&2
}

# disk_rule: the partitions that count are those of the board's own disk.
disk_rule() {
  echo "$DISK_RULE, ENV{ID_PART_ENTRY_NAME}==\"?*\", SYMLINK+=\"nvr/\$env{ID_PART_ENTRY_NAME}\""
}

# make_system: Debian's part and the product, one file that is never written again, its hash tree behind it.
make_system() {
  local root=$work/root product=$top/firmware/Nvr.Appliance
  mkdir "$root"
  tar -x --numeric-owner --xattrs --xattrs-include='*' -C "$root" -f "$base/root.tar"
  cp -r "$recipe/system/files/." "$root"
  "$recipe/system/strip" "$root"
  cp -r "$loader/documents/." "$root/usr/share/doc"
  disk_rule > "$root/usr/lib/udev/rules.d/70-nvr-system-disk.rules"
  install -d "$root/usr/lib/nvrd" "$root/etc/nvr" "$root/usr/share/nvr"
  install -m 755 "$nvrd" "$(dirname "$nvrd")/libe_sqlite3.so" "$(dirname "$nvrd")/libonnxruntime.so" "$root/usr/lib/nvrd"
  install -m 644 "$top/board/boards/$BOARD_FILE" "$root/etc/nvr/board.json"
  install -m 644 "$product"/nvrd*.service "$product"/nvrd*.path "$product"/nvrd*.socket "$root/etc/systemd/system"
  install -m 755 "$product/nvrd-health" "$root/usr/lib/nvrd/health"
  install -m 644 "$product/nvrd-ssh-accounts" "$root/usr/lib/nvrd/ssh-accounts"
  install -d "$root/etc/systemd/system/nvrd.service.d"
  install -m 644 "$product/nvrd-appliance.conf" "$root/etc/systemd/system/nvrd.service.d/appliance.conf"
  install -m 644 "$recipe/nvrd.conf" "$root/etc/systemd/system/nvrd.service.d/image.conf"
  [ -z "${NVRD_OUTPUT:-}" ] || echo "StandardOutput=$NVRD_OUTPUT" >> "$root/etc/systemd/system/nvrd.service.d/image.conf"
  install -m 644 "$product/nvrd-udev.rules" "$root/usr/lib/udev/rules.d/70-nvrd.rules"
  install -m 644 "$product/nvrd-polkit.rules" "$root/etc/polkit-1/rules.d/50-nvrd.rules"
  install -m 644 "$product/nvrd-md.conf" "$root/etc/modprobe.d/nvrd-md.conf"
  # Those that nobody else starts.
  (cd "$product" && grep -l '^\[Install\]' nvrd*.service nvrd*.path nvrd*.socket) | xargs systemctl --root="$root" -q enable nvr-grow.service nvr-clock.timer
  sed "s/@COMPATIBLE@/$COMPATIBLE/" "$root/etc/rauc/system.conf.in" > "$root/etc/rauc/system.conf"
  rm "$root/etc/rauc/system.conf.in"
  install -m 644 "$certificate" "$root/etc/rauc/keyring.pem"
  printf 'NAME="NvrAppliance"\nID=nvr\nID_LIKE=debian\nVERSION_ID=%s\nIMAGE_ID=%s\nIMAGE_VERSION=%s\nPRETTY_NAME="NvrAppliance %s"\n' "$version" "$COMPATIBLE" "$version" "$version" > "$root/usr/lib/os-release"
  cat "$base/packages.tsv" "$loader/packages.tsv" > "$root/usr/share/nvr/packages.tsv"
  [ ! -e "$recipe/boards/$board.files" ] || cp -r "$recipe/boards/$board.files/." "$root"
  [ -z "$overlay" ] || cp -r "$overlay/." "$root"
  # As young as the youngest folder, or systemd would take the system for one that was updated behind its back.
  touch "$root/etc/.updated"

  local system=$work/system.img data_bytes
  quietly mksquashfs "$root" "$system" -noappend -comp zstd -Xcompression-level "${NVR_IMAGE_COMPRESSION:-19}" -b 256K -no-progress
  data_bytes=$(($(stat -c %s "$system") + 4095 & ~4095))
  truncate -s $data_bytes "$system"
  local salt uuid hash
  salt=$(echo -n "$name" | sha256sum | cut -c 1-64)
  uuid=$(echo "$salt" | sed 's/^\(.\{8\}\)\(.\{4\}\).\(.\{3\}\).\(.\{3\}\)\(.\{12\}\).*/\1-\2-4\3-8\4-\5/')
  hash=$(veritysetup format --salt="$salt" --uuid="$uuid" --hash-offset=$data_bytes "$system" "$system" | sed -n 's/^Root hash:[[:space:]]*//p')
  verity=$hash:$data_bytes
  [ "$(stat -c %s "$system")" -le $system_bytes ] || { echo "The system has $(stat -c %s "$system") bytes and its partition $system_bytes." >&2; return 1; }
  [ "$data_bytes" -le $budget_bytes ] || { echo "The system has $((data_bytes >> 20)) MB compressed; at most $((budget_bytes >> 20)) are allowed." >&2; return 1; }
  echo "$verity" > "$work/$name.verity"
}

# fat FILE SECTORS SERIAL LABEL
fat() {
  truncate -s $(($2 * 512)) "$1"
  # Few large clusters: U-Boot reads each of them by itself.
  mformat -i "$1" -T "$2" -c 16 -N "$3" -v "$4" ::
}

# make_boot: the kernel that starts this system, beside it. The kernel unpacks one archive after the other: the ramdisk that all boards share, then the way to the system, and which disk it is on.
make_boot() {
  local boot=$work/boot.img rules=usr/lib/udev/rules.d
  echo "verity=$verity" > "$work/slot.txt"
  cp "$base/vmlinuz" "$base/initrd" "$work"
  truncate -s %4 "$work/initrd"
  install -D -m 644 "$recipe/boot/ramdisk" "$work/way/scripts/nvr"
  mkdir -p "$work/way/$rules"
  disk_rule > "$work/way/$rules/70-nvr-system-disk.rules"
  find "$work/way" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  (cd "$work/way" && find . -mindepth 1 | LC_ALL=C sort | cpio -o -H newc -R 0:0 --reproducible --quiet) >> "$work/initrd"
  touch -d "@$SOURCE_DATE_EPOCH" "$work"/{slot.txt,vmlinuz,initrd}
  fat "$boot" $boot_size "${verity:0:8}" BOOT
  mcopy -m -i "$boot" "$work"/{slot.txt,vmlinuz,initrd} ::
}

make_bundle() {
  mkdir "$work/bundle"
  cp "$work/system.img" "$work/boot.img" "$work/bundle"
  printf '[update]\ncompatible=%s\nversion=%s\n\n[bundle]\nformat=verity\n\n[image.rootfs]\nfilename=system.img\n\n[image.boot]\nfilename=boot.img\n' "$COMPATIBLE" "$version" > "$work/bundle/manifest.raucm"
  quietly rauc --cert "$certificate" --key "$key" bundle "$work/bundle" "$work/$name.raucb"
}

# script: boot.scr, the addresses in memory and on the disk filled in.
script() {
  local copy=$((0x200)) at=$((STATE_AT))
  hex() { printf '0x%x' $(($1)); }
  sed -e "s/@KERNEL_AT@/$KERNEL_AT/; s/@RAMDISK_AT@/$RAMDISK_AT/; s/@CONSOLE@/$CONSOLE/; s/@KERNEL_WORDS@/${KERNEL_WORDS:+ $KERNEL_WORDS}/; s/@COPY_BYTES@/$(hex copy-1)/g; s/@TEXT_BYTES@/$(hex copy-5)/g" \
    -e "s/@LBA0@/$(hex state_at)/g; s/@LBA1@/$(hex state_at+2048)/g" \
    -e "s/@RAW0@/$(hex at)/g; s/@RAW0_FLAG@/$(hex at+4)/g; s/@RAW0_TEXT@/$(hex at+5)/g" \
    -e "s/@RAW1@/$(hex at+0x1000)/g; s/@RAW1_FLAG@/$(hex at+0x1004)/g; s/@RAW1_TEXT@/$(hex at+0x1005)/g" \
    -e "s/@TEXT0@/$(hex at+0x2000)/g; s/@TEXT0_TEXT@/$(hex at+0x2004)/g; s/@TEXT1@/$(hex at+0x3000)/g; s/@TEXT1_TEXT@/$(hex at+0x3004)/g" \
    -e "s|@BOOT@|$BOOT|" "$recipe/boot/boot.cmd" > "$work/boot.cmd"
  quietly mkimage -A arm64 -T script -C none -n "NvrAppliance" -d "$work/boot.cmd" "$work/boot.scr"
}

make_firmware() {
  local firmware=$work/firmware.img files=("$work/boot.scr")
  script
  if [ "$FIRMWARE" = rpi ]; then
    cp "$loader"/files/* "$base/trees/$DEVICE_TREE" "$recipe/boot/config.txt" "$work"
    echo "device_tree=$DEVICE_TREE" >> "$work/config.txt"
    # Without a name the bus of the panel's chips has whatever number is free when its driver comes.
    fdtput -t s "$work/$DEVICE_TREE" /aliases i2c1 /soc/i2c@7e804000
    files+=("$work"/{u-boot.bin,start4cd.elf,fixup4cd.dat,config.txt} "$work/$DEVICE_TREE")
  fi
  touch -d "@$SOURCE_DATE_EPOCH" "${files[@]}"
  fat "$firmware" $firmware_size 4e565231 FIRMWARE
  mcopy -m -i "$firmware" "${files[@]}" ::
}

# make_disk: what is flashed. System B is empty, and U-Boot is told so.
make_disk() {
  local disk=$work/$name.img system_a=$((boot_at + 2 * boot_size))
  local system_b=$((system_a + system_size))
  local persist_at=$((system_b + system_size))
  make_firmware
  printf 'BOOT_ORDER=A B\nBOOT_A_LEFT=3\nBOOT_B_LEFT=0\n' | mkenvimage -r -s 0x200 -p 0 -o "$work/state.img" -
  truncate -s 64M "$work/persist.img"
  E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH mke2fs -q -t ext4 -b 4096 -L persist -U 4e565200-0000-4000-8000-000000000007 -E hash_seed=4e565200-0000-4000-8000-000000000007,lazy_itable_init=0 "$work/persist.img"

  truncate -s $(((persist_at + persist_size + 2048) * 512)) "$disk"
  quietly sfdisk "$disk" <<TABLE
label: gpt
label-id: 4e565200-0000-4000-8000-000000000000
first-lba: 2048
1: start=$firmware_at, size=$firmware_size, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, uuid=4e565200-0000-4000-8000-000000000001, name=firmware
2: start=$state_at, size=$state_size, type=linux, uuid=4e565200-0000-4000-8000-000000000002, name=bootstate
3: start=$boot_at, size=$boot_size, type=linux, uuid=4e565200-0000-4000-8000-000000000003, name=boot-a
4: start=$((boot_at + boot_size)), size=$boot_size, type=linux, uuid=4e565200-0000-4000-8000-000000000004, name=boot-b
5: start=$system_a, size=$system_size, type=linux, uuid=4e565200-0000-4000-8000-000000000005, name=system-a
6: start=$system_b, size=$system_size, type=linux, uuid=4e565200-0000-4000-8000-000000000006, name=system-b
7: start=$persist_at, size=$persist_size, type=linux, uuid=4e565200-0000-4000-8000-000000000007, name=persist
TABLE
  place() { dd if="$1" of="$disk" bs=1M oflag=seek_bytes seek=$(($2 * 512)) conv=notrunc,sparse status=none; }
  place "$work/firmware.img" $firmware_at
  place "$work/state.img" $state_at
  place "$work/state.img" $((state_at + 2048))
  place "$work/boot.img" $boot_at
  place "$work/system.img" $system_a
  place "$work/persist.img" $persist_at
  [ "$FIRMWARE" != none ] || cp "$loader/files/u-boot.bin" "$work/$name.u-boot"
}

# make_bill: what is in it, for programs and for people.
make_bill() {
  quietly dotnet run --project "$recipe/Bill" -c Release -v q -- --name "nvr-$board" --version-of-image "$version" --debian "$work/root/usr/share/nvr/packages.tsv" --documents "$work/root/usr/share/doc" \
    --nuget "$top/firmware/Nvr.Appliance/packages.lock.json" --npm "$top/firmware/Nvr.Web/ui/package-lock.json" --epoch "$SOURCE_DATE_EPOCH" \
    --bill "$work/$name.cdx.json" --licences "$work/$name.licences.txt"
}
