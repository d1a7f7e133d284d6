// SPDX-License-Identifier: GPL-2.0
/* Section numbers are those of ITU-T H.264. */
#include <linux/bitops.h>
#include <linux/string.h>

#include "bitstream.h"

#define BLOCK 16
#define I_PCM 25		/* table 7-11 */
#define I_PCM_IN_P (5 + I_PCM)	/* 7.4.5: behind the types of P macroblocks */

struct writer {
	u8 *out;
	u32 bytes;
	u32 zeros;		/* at the end of what was written */
	u32 held;		/* bits that make no whole byte yet */
	u32 held_bits;
};

/* 7.3.1: no three bytes inside a unit may look like a start code. */
static void put_byte(struct writer *w, u8 byte)
{
	if (w->zeros >= 2 && byte <= 3) {
		w->out[w->bytes++] = 3;
		w->zeros = 0;
	}
	w->out[w->bytes++] = byte;
	w->zeros = byte ? 0 : w->zeros + 1;
}

static void put_bits(struct writer *w, u32 value, u32 count)
{
	while (count--) {
		w->held = w->held << 1 | (value >> count & 1);
		if (++w->held_bits == 8) {
			put_byte(w, w->held);
			w->held = 0;
			w->held_bits = 0;
		}
	}
}

/* 9.1: ue(v). */
static void put_number(struct writer *w, u32 value)
{
	u32 bits = fls(value + 1);

	put_bits(w, 0, bits - 1);
	put_bits(w, value + 1, bits);
}

static void align(struct writer *w)
{
	while (w->held_bits)
		put_bits(w, 0, 1);
}

static void begin_unit(struct writer *w, u8 header)
{
	static const u8 start[] = { 0, 0, 0, 1 };

	memcpy(w->out + w->bytes, start, sizeof(start));
	w->bytes += sizeof(start);
	w->out[w->bytes++] = header;
	w->zeros = 0;
}

/* 7.3.2.11 */
static void end_unit(struct writer *w)
{
	put_bits(w, 1, 1);
	align(w);
}

/* 7.3.2.1 */
static void put_sequence(struct writer *w, const struct pcmenc_picture *p)
{
	begin_unit(w, 0x67);
	put_bits(w, 66, 8);		/* Baseline, */
	put_bits(w, 0xC0, 8);		/* and what Main can decode */
	put_bits(w, 40, 8);
	put_number(w, 0);
	put_number(w, 0);		/* frame numbers of 4 bits */
	put_number(w, 2);		/* shown in the order of decoding */
	put_number(w, 1);		/* one reference */
	put_bits(w, 0, 1);
	put_number(w, p->width / BLOCK - 1);
	put_number(w, p->height / BLOCK - 1);
	put_bits(w, 1, 1);		/* frames only */
	put_bits(w, 1, 1);
	put_bits(w, 0, 1);		/* no cropping */
	put_bits(w, 0, 1);
	end_unit(w);
}

/* 7.3.2.2 */
static void put_picture_parameters(struct writer *w)
{
	begin_unit(w, 0x68);
	put_number(w, 0);
	put_number(w, 0);
	put_bits(w, 0, 2);		/* CAVLC, no field order */
	put_number(w, 0);
	put_number(w, 0);
	put_number(w, 0);
	put_bits(w, 0, 3);		/* no weights */
	put_number(w, 0);
	put_number(w, 0);
	put_number(w, 0);
	put_bits(w, 4, 3);		/* slices say how they are deblocked */
	end_unit(w);
}

/* 7.3.3 */
static void begin_slice(struct writer *w, const struct pcmenc_picture *p)
{
	bool key = p->number == 0;

	begin_unit(w, key ? 0x65 : 0x41);
	put_number(w, 0);
	put_number(w, key ? 7 : 5);
	put_number(w, 0);
	put_bits(w, p->number & 15, 4);
	if (key) {
		put_number(w, p->key_number & 1);
		put_bits(w, 0, 2);
	} else {
		put_bits(w, 0, 3);	/* the one reference, as it is, sliding on */
	}
	put_number(w, 0);
	put_number(w, 1);		/* no deblocking */
}

struct block {
	u32 offset[3];
	u32 stride[3];
	u32 size[3];
};

static struct block block_at(const struct pcmenc_picture *p, u32 x, u32 y)
{
	u32 luma = p->width * p->height;
	u32 chroma = (y * 8) * (p->width / 2) + x * 8;

	return (struct block) {
		{ y * BLOCK * p->width + x * BLOCK, luma + chroma, luma + luma / 4 + chroma },
		{ p->width, p->width / 2, p->width / 2 },
		{ BLOCK, 8, 8 },
	};
}

static bool is_unchanged(const struct pcmenc_picture *p, const struct block *b)
{
	u32 plane, row;

	for (plane = 0; plane < 3; plane++)
		for (row = 0; row < b->size[plane]; row++) {
			u32 at = b->offset[plane] + row * b->stride[plane];

			if (memcmp(p->samples + at, p->previous + at, b->size[plane]))
				return false;
		}
	return true;
}

/* 7.3.5 */
static void put_block(struct writer *w, const struct pcmenc_picture *p, const struct block *b)
{
	u32 plane, row, column;

	put_number(w, p->number == 0 ? I_PCM : I_PCM_IN_P);
	align(w);
	for (plane = 0; plane < 3; plane++)
		for (row = 0; row < b->size[plane]; row++)
			for (column = 0; column < b->size[plane]; column++)
				put_byte(w, p->samples[b->offset[plane] + row * b->stride[plane] + column]);
}

u32 pcmenc_most_bytes(u32 width, u32 height)
{
	/* Three bytes for two where each pair has to be told from a start code, and the heads of blocks and units. */
	return width * height * 9 / 4 + width * height / 32 + 1024;
}

u32 pcmenc_write(const struct pcmenc_picture *p, u8 *out)
{
	struct writer w = { .out = out };
	u32 skipped = 0;
	u32 x, y;

	if (p->number == 0) {
		put_sequence(&w, p);
		put_picture_parameters(&w);
	}
	begin_slice(&w, p);
	for (y = 0; y < p->height / BLOCK; y++)
		for (x = 0; x < p->width / BLOCK; x++) {
			struct block b = block_at(p, x, y);

			if (p->number && is_unchanged(p, &b)) {
				skipped++;
				continue;
			}
			if (p->number)
				put_number(&w, skipped);
			skipped = 0;
			put_block(&w, p, &b);
		}
	if (skipped)
		put_number(&w, skipped);
	end_unit(&w);
	return w.bytes;
}
