/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PCMENC_BITSTREAM_H
#define PCMENC_BITSTREAM_H

#include <linux/types.h>

/*
 * H.264 without compression: each macroblock that changed is written as its samples (I_PCM), each that did not is skipped, so that what is
 * decoded is exactly what went in. Baseline profile, one slice a picture, no deblocking.
 */
struct pcmenc_picture {
	const u8 *samples;	/* planar 4:2:0; width and height are multiples of 16 */
	const u8 *previous;	/* what was encoded before; not looked at for a key picture */
	u32 width;
	u32 height;
	u32 number;		/* since the last key picture, which is 0 */
	u32 key_number;		/* which key picture this is, or follows */
};

/* Bytes that one picture takes at most. */
u32 pcmenc_most_bytes(u32 width, u32 height);

/* Writes the picture, a key picture with its parameter sets before it, as an Annex B byte stream. Returns the bytes written. */
u32 pcmenc_write(const struct pcmenc_picture *picture, u8 *out);

#endif
