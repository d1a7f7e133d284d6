# Which system is started. RAUC (in the running system) and this script share BOOT_ORDER and the tries that each system has left. They lie in
# two copies, each in one sector: crc32, a flag that the newer one has higher, NUL-terminated text (the format of fw_setenv with two copies).
# Of U-Boot's commands only those are used that all boards have. Made into boot.scr by build, which fills in what stands between two at signs.
setenv kernel_at @KERNEL_AT@
setenv ramdisk_at @RAMDISK_AT@
${devtype} dev ${devnum}

# The copies without their flags, which is how "env import -c" wants them.
setenv newer none
if ${devtype} read @RAW0@ @LBA0@ 1; then
  cp.b @RAW0@ @TEXT0@ 4
  cp.b @RAW0_TEXT@ @TEXT0_TEXT@ @TEXT_BYTES@
  if env import -c @TEXT0@ @COPY_BYTES@ BOOT_ORDER; then setenv newer 0; fi
fi
if ${devtype} read @RAW1@ @LBA1@ 1; then
  cp.b @RAW1@ @TEXT1@ 4
  cp.b @RAW1_TEXT@ @TEXT1_TEXT@ @TEXT_BYTES@
  if env import -c @TEXT1@ @COPY_BYTES@ BOOT_ORDER; then
    if test ${newer} = none; then
      setenv newer 1
    elif itest.b *@RAW1_FLAG@ -gt *@RAW0_FLAG@; then
      # After 255 comes 0.
      setenv newer 1
      if itest.b *@RAW0_FLAG@ == 0; then
        if itest.b *@RAW1_FLAG@ == 0xff; then setenv newer 0; fi
      fi
    elif itest.b *@RAW1_FLAG@ == 0; then
      if itest.b *@RAW0_FLAG@ == 0xff; then setenv newer 1; fi
    fi
  fi
fi
setenv BOOT_ORDER
setenv BOOT_A_LEFT
setenv BOOT_B_LEFT
if test ${newer} = 0; then env import -c @TEXT0@ @COPY_BYTES@ BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT; fi
if test ${newer} = 1; then env import -c @TEXT1@ @COPY_BYTES@ BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT; fi
test -n "${BOOT_ORDER}" || setenv BOOT_ORDER "A B"
test -n "${BOOT_A_LEFT}" || setenv BOOT_A_LEFT 3
test -n "${BOOT_B_LEFT}" || setenv BOOT_B_LEFT 3

setenv slot
for name in ${BOOT_ORDER}; do
  if test -n "${slot}"; then
    true
  elif test ${name} = A; then
    if test ${BOOT_A_LEFT} != 0; then
      setenv slot A
      if test ${BOOT_A_LEFT} = 1; then setenv BOOT_A_LEFT 0; elif test ${BOOT_A_LEFT} = 2; then setenv BOOT_A_LEFT 1; else setenv BOOT_A_LEFT 2; fi
    fi
  elif test ${name} = B; then
    if test ${BOOT_B_LEFT} != 0; then
      setenv slot B
      if test ${BOOT_B_LEFT} = 1; then setenv BOOT_B_LEFT 0; elif test ${BOOT_B_LEFT} = 2; then setenv BOOT_B_LEFT 1; else setenv BOOT_B_LEFT 2; fi
    fi
  fi
done
setenv again no
if test -z "${slot}"; then
  echo "No system has a try left; both get new ones."
  setenv BOOT_A_LEFT 3
  setenv BOOT_B_LEFT 3
  setenv again yes
fi

# The older copy is written first: a power cut in the middle leaves the other one, and afterwards both say the same.
env export -c -s @COPY_BYTES@ @TEXT0@ BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT
cp.b @TEXT0@ @RAW0@ 4
mw.b @RAW0_FLAG@ 1
cp.b @TEXT0_TEXT@ @RAW0_TEXT@ @TEXT_BYTES@
if test ${newer} = 1; then
  ${devtype} write @RAW0@ @LBA0@ 1
  ${devtype} write @RAW0@ @LBA1@ 1
else
  ${devtype} write @RAW0@ @LBA1@ 1
  ${devtype} write @RAW0@ @LBA0@ 1
fi
if test ${again} = yes; then reset; fi

echo "Starting system ${slot}"
if test ${slot} = A; then setenv part 3; setenv disk a; else setenv part 4; setenv disk b; fi
if load ${devtype} ${devnum}:${part} @RAW1@ slot.txt; then
  env import -t @RAW1@ ${filesize} verity
  # gpt: a table of partitions that was torn, while the last one grew, is taken from its copy.
  setenv bootargs "boot=nvr gpt root=/dev/mapper/system ro rauc.slot=${slot} nvr.system=system-${disk} nvr.verity=${verity} panic=10 quiet console=@CONSOLE@@KERNEL_WORDS@"
  if load ${devtype} ${devnum}:${part} ${kernel_at} vmlinuz; then
    setenv kernel_size 0x${filesize}
    if load ${devtype} ${devnum}:${part} ${ramdisk_at} initrd; then
      setenv ramdisk_size 0x${filesize}
      @BOOT@
    fi
  fi
fi
# It could not be loaded; the next start has one try less.
reset
