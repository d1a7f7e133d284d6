// SPDX-License-Identifier: GPL-2.0
/*
 * A stateful H.264 encoder for tests, as the kernel's "Memory-to-memory Stateful Video Encoder Interface" describes one: YUV 4:2:0 in, a byte
 * stream out. What a board's chip does, the processor does here. Debian's amd64 kernel has no v4l2-mem2mem, so the two queues are kept here.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <media/v4l2-ctrls.h>
#include <media/v4l2-device.h>
#include <media/v4l2-event.h>
#include <media/v4l2-ioctl.h>
#include <media/videobuf2-v4l2.h>
#include <media/videobuf2-vmalloc.h>

#include "bitstream.h"

#define NAME "pcmenc"
#define BLOCK 16
#define MOST_WIDTH 1920
#define MOST_HEIGHT 1088
#define CODED_OFFSET BIT(30)	/* of what is mapped: pictures lie below it, coded bytes above */

struct pcmenc_device {
	struct v4l2_device v4l2;
	struct video_device video;
	struct mutex lock;
};

struct pcmenc_buffer {
	struct vb2_v4l2_buffer vb;
	struct list_head entry;
};

struct pcmenc_queue {
	struct vb2_queue vb;
	struct list_head waiting;	/* guarded by the stream's lists_lock, as is the next */
	bool running;
};

struct pcmenc_stream {
	struct v4l2_fh fh;
	struct v4l2_ctrl_handler controls;
	struct pcmenc_device *device;
	struct pcmenc_queue pictures;
	struct pcmenc_queue coded;
	spinlock_t lists_lock;
	struct work_struct work;
	u8 *previous;
	u32 width;
	u32 height;
	u32 gop;
	u32 number;
	u32 key_number;
	u32 sequence;
	struct v4l2_fract interval;
	bool key_wanted;
};

static struct pcmenc_device *the_device;

static struct pcmenc_stream *stream_of(struct file *file)
{
	return container_of(file->private_data, struct pcmenc_stream, fh);
}

static struct pcmenc_queue *queue_of(struct pcmenc_stream *s, u32 type)
{
	return V4L2_TYPE_IS_OUTPUT(type) ? &s->pictures : &s->coded;
}

static u32 raw_bytes(const struct pcmenc_stream *s)
{
	return s->width * s->height * 3 / 2;
}

/* Encoding */

static struct pcmenc_buffer *take_needs_lock(struct pcmenc_queue *queue)
{
	struct pcmenc_buffer *first = list_first_entry(&queue->waiting, struct pcmenc_buffer, entry);

	list_del(&first->entry);
	return first;
}

static bool take_pair(struct pcmenc_stream *s, struct pcmenc_buffer **in, struct pcmenc_buffer **out)
{
	bool both;

	spin_lock(&s->lists_lock);
	both = s->pictures.running && s->coded.running && !list_empty(&s->pictures.waiting) && !list_empty(&s->coded.waiting);
	if (both) {
		*in = take_needs_lock(&s->pictures);
		*out = take_needs_lock(&s->coded);
	}
	spin_unlock(&s->lists_lock);
	return both;
}

static void encode(struct pcmenc_stream *s, struct vb2_v4l2_buffer *in, struct vb2_v4l2_buffer *out)
{
	struct pcmenc_picture picture = {
		.samples = vb2_plane_vaddr(&in->vb2_buf, 0),
		.previous = s->previous,
		.width = s->width,
		.height = s->height,
	};

	if (s->key_wanted || s->number >= s->gop) {
		s->key_wanted = false;
		s->number = 0;
		s->key_number++;
	}
	picture.number = s->number++;
	picture.key_number = s->key_number;
	vb2_set_plane_payload(&out->vb2_buf, 0, pcmenc_write(&picture, vb2_plane_vaddr(&out->vb2_buf, 0)));
	memcpy(s->previous, picture.samples, raw_bytes(s));
	out->vb2_buf.timestamp = in->vb2_buf.timestamp;
	out->field = V4L2_FIELD_NONE;
	out->sequence = in->sequence = s->sequence++;
	out->flags &= ~(V4L2_BUF_FLAG_KEYFRAME | V4L2_BUF_FLAG_PFRAME | V4L2_BUF_FLAG_BFRAME);
	out->flags |= picture.number ? V4L2_BUF_FLAG_PFRAME : V4L2_BUF_FLAG_KEYFRAME;
}

static void work(struct work_struct *work)
{
	struct pcmenc_stream *s = container_of(work, struct pcmenc_stream, work);
	struct pcmenc_buffer *in, *out;

	while (take_pair(s, &in, &out)) {
		encode(s, &in->vb, &out->vb);
		vb2_buffer_done(&in->vb.vb2_buf, VB2_BUF_STATE_DONE);
		vb2_buffer_done(&out->vb.vb2_buf, VB2_BUF_STATE_DONE);
	}
}

/* Queues */

static int queue_setup(struct vb2_queue *queue, unsigned int *buffers, unsigned int *planes, unsigned int sizes[], struct device *devices[])
{
	struct pcmenc_stream *s = vb2_get_drv_priv(queue);
	u32 bytes = V4L2_TYPE_IS_OUTPUT(queue->type) ? raw_bytes(s) : pcmenc_most_bytes(s->width, s->height);

	if (*planes)
		return sizes[0] < bytes ? -EINVAL : 0;
	*planes = 1;
	sizes[0] = bytes;
	return 0;
}

static int buffer_validate(struct vb2_buffer *buffer)
{
	to_vb2_v4l2_buffer(buffer)->field = V4L2_FIELD_NONE;
	return 0;
}

static int buffer_prepare(struct vb2_buffer *buffer)
{
	struct pcmenc_stream *s = vb2_get_drv_priv(buffer->vb2_queue);

	if (V4L2_TYPE_IS_OUTPUT(buffer->type) && vb2_plane_size(buffer, 0) < raw_bytes(s))
		return -EINVAL;
	return 0;
}

static void buffer_queue(struct vb2_buffer *buffer)
{
	struct pcmenc_stream *s = vb2_get_drv_priv(buffer->vb2_queue);
	struct pcmenc_buffer *queued = container_of(to_vb2_v4l2_buffer(buffer), struct pcmenc_buffer, vb);

	spin_lock(&s->lists_lock);
	list_add_tail(&queued->entry, &queue_of(s, buffer->type)->waiting);
	spin_unlock(&s->lists_lock);
	schedule_work(&s->work);
}

static void set_running(struct pcmenc_stream *s, u32 type, bool running)
{
	spin_lock(&s->lists_lock);
	queue_of(s, type)->running = running;
	spin_unlock(&s->lists_lock);
}

static void stop_streaming(struct vb2_queue *queue)
{
	struct pcmenc_stream *s = vb2_get_drv_priv(queue);
	struct pcmenc_queue *stopped = queue_of(s, queue->type);

	set_running(s, queue->type, false);
	flush_work(&s->work);
	while (!list_empty(&stopped->waiting))
		vb2_buffer_done(&take_needs_lock(stopped)->vb.vb2_buf, VB2_BUF_STATE_ERROR);
}

static int start_streaming(struct vb2_queue *queue, unsigned int count)
{
	struct pcmenc_stream *s = vb2_get_drv_priv(queue);
	struct pcmenc_queue *started = queue_of(s, queue->type);

	if (V4L2_TYPE_IS_OUTPUT(queue->type)) {
		vfree(s->previous);
		s->previous = vmalloc(raw_bytes(s));
		s->key_wanted = true;
		s->sequence = 0;
	}
	if (V4L2_TYPE_IS_OUTPUT(queue->type) && !s->previous) {
		while (!list_empty(&started->waiting))
			vb2_buffer_done(&take_needs_lock(started)->vb.vb2_buf, VB2_BUF_STATE_QUEUED);
		return -ENOMEM;
	}
	set_running(s, queue->type, true);
	schedule_work(&s->work);
	return 0;
}

static const struct vb2_ops queue_ops = {
	.queue_setup = queue_setup,
	.buf_out_validate = buffer_validate,
	.buf_prepare = buffer_prepare,
	.buf_queue = buffer_queue,
	.start_streaming = start_streaming,
	.stop_streaming = stop_streaming,
	.wait_prepare = vb2_ops_wait_prepare,
	.wait_finish = vb2_ops_wait_finish,
};

static int init_queue(struct pcmenc_stream *s, u32 type)
{
	struct pcmenc_queue *queue = queue_of(s, type);

	INIT_LIST_HEAD(&queue->waiting);
	queue->vb.type = type;
	queue->vb.io_modes = VB2_MMAP;
	queue->vb.drv_priv = s;
	queue->vb.buf_struct_size = sizeof(struct pcmenc_buffer);
	queue->vb.ops = &queue_ops;
	queue->vb.mem_ops = &vb2_vmalloc_memops;
	queue->vb.timestamp_flags = V4L2_BUF_FLAG_TIMESTAMP_COPY;
	queue->vb.lock = &s->device->lock;
	return vb2_queue_init(&queue->vb);
}

static int request_buffers(struct file *file, void *context, struct v4l2_requestbuffers *request)
{
	return vb2_reqbufs(&queue_of(stream_of(file), request->type)->vb, request);
}

static int query_buffer(struct file *file, void *context, struct v4l2_buffer *buffer)
{
	int error = vb2_querybuf(&queue_of(stream_of(file), buffer->type)->vb, buffer);

	if (!error && !V4L2_TYPE_IS_OUTPUT(buffer->type))
		buffer->m.offset += CODED_OFFSET;
	return error;
}

static int queue_buffer(struct file *file, void *context, struct v4l2_buffer *buffer)
{
	return vb2_qbuf(&queue_of(stream_of(file), buffer->type)->vb, NULL, buffer);
}

static int dequeue_buffer(struct file *file, void *context, struct v4l2_buffer *buffer)
{
	return vb2_dqbuf(&queue_of(stream_of(file), buffer->type)->vb, buffer, file->f_flags & O_NONBLOCK);
}

static int stream_on(struct file *file, void *context, enum v4l2_buf_type type)
{
	return vb2_streamon(&queue_of(stream_of(file), type)->vb, type);
}

static int stream_off(struct file *file, void *context, enum v4l2_buf_type type)
{
	return vb2_streamoff(&queue_of(stream_of(file), type)->vb, type);
}

static int map(struct file *file, struct vm_area_struct *area)
{
	struct pcmenc_stream *s = stream_of(file);

	if (area->vm_pgoff < CODED_OFFSET >> PAGE_SHIFT)
		return vb2_mmap(&s->pictures.vb, area);
	area->vm_pgoff -= CODED_OFFSET >> PAGE_SHIFT;
	return vb2_mmap(&s->coded.vb, area);
}

static bool has_done(struct vb2_queue *queue)
{
	unsigned long flags;
	bool any;

	spin_lock_irqsave(&queue->done_lock, flags);
	any = !list_empty(&queue->done_list);
	spin_unlock_irqrestore(&queue->done_lock, flags);
	return any;
}

static __poll_t poll(struct file *file, poll_table *table)
{
	struct pcmenc_stream *s = stream_of(file);

	poll_wait(file, &s->pictures.vb.done_wq, table);
	poll_wait(file, &s->coded.vb.done_wq, table);
	poll_wait(file, &s->fh.wait, table);
	return (has_done(&s->pictures.vb) ? EPOLLOUT | EPOLLWRNORM : 0)
		| (has_done(&s->coded.vb) ? EPOLLIN | EPOLLRDNORM : 0)
		| (v4l2_event_pending(&s->fh) ? EPOLLPRI : 0);
}

/* What may be asked of the device */

static int describe(struct file *file, void *context, struct v4l2_capability *capability)
{
	strscpy(capability->driver, NAME, sizeof(capability->driver));
	strscpy(capability->card, NAME, sizeof(capability->card));
	strscpy(capability->bus_info, "platform:" NAME, sizeof(capability->bus_info));
	return 0;
}

static int list_raw(struct file *file, void *context, struct v4l2_fmtdesc *format)
{
	format->pixelformat = V4L2_PIX_FMT_YUV420;
	return format->index ? -EINVAL : 0;
}

static int list_coded(struct file *file, void *context, struct v4l2_fmtdesc *format)
{
	format->pixelformat = V4L2_PIX_FMT_H264;
	format->flags = V4L2_FMT_FLAG_COMPRESSED;
	return format->index ? -EINVAL : 0;
}

static void fill(const struct pcmenc_stream *s, struct v4l2_format *format)
{
	struct v4l2_pix_format *pix = &format->fmt.pix;
	bool output = V4L2_TYPE_IS_OUTPUT(format->type);

	pix->width = s->width;
	pix->height = s->height;
	pix->field = V4L2_FIELD_NONE;
	pix->pixelformat = output ? V4L2_PIX_FMT_YUV420 : V4L2_PIX_FMT_H264;
	pix->bytesperline = output ? s->width : 0;
	pix->sizeimage = output ? raw_bytes(s) : pcmenc_most_bytes(s->width, s->height);
	pix->colorspace = V4L2_COLORSPACE_SMPTE170M;
}

static int get_format(struct file *file, void *context, struct v4l2_format *format)
{
	fill(stream_of(file), format);
	return 0;
}

static int try_format(struct file *file, void *context, struct v4l2_format *format)
{
	struct pcmenc_stream wished = *stream_of(file);

	wished.width = clamp_t(u32, round_down(format->fmt.pix.width, BLOCK), BLOCK, MOST_WIDTH);
	wished.height = clamp_t(u32, round_down(format->fmt.pix.height, BLOCK), BLOCK, MOST_HEIGHT);
	fill(&wished, format);
	return 0;
}

static int set_format(struct file *file, void *context, struct v4l2_format *format)
{
	struct pcmenc_stream *s = stream_of(file);

	if (vb2_is_busy(&s->pictures.vb))
		return -EBUSY;
	try_format(file, context, format);
	s->width = format->fmt.pix.width;
	s->height = format->fmt.pix.height;
	return 0;
}

static int get_interval(struct file *file, void *context, struct v4l2_streamparm *parameters)
{
	parameters->parm.output.capability = V4L2_CAP_TIMEPERFRAME;
	parameters->parm.output.timeperframe = stream_of(file)->interval;
	return 0;
}

static int set_interval(struct file *file, void *context, struct v4l2_streamparm *parameters)
{
	stream_of(file)->interval = parameters->parm.output.timeperframe;
	return get_interval(file, context, parameters);
}

static int subscribe(struct v4l2_fh *fh, const struct v4l2_event_subscription *wish)
{
	return wish->type == V4L2_EVENT_EOS ? v4l2_event_subscribe(fh, wish, 0, NULL) : v4l2_ctrl_subscribe_event(fh, wish);
}

static const struct v4l2_ioctl_ops ioctls = {
	.vidioc_querycap = describe,
	.vidioc_enum_fmt_vid_out = list_raw,
	.vidioc_enum_fmt_vid_cap = list_coded,
	.vidioc_g_fmt_vid_out = get_format,
	.vidioc_g_fmt_vid_cap = get_format,
	.vidioc_try_fmt_vid_out = try_format,
	.vidioc_try_fmt_vid_cap = try_format,
	.vidioc_s_fmt_vid_out = set_format,
	.vidioc_s_fmt_vid_cap = set_format,
	.vidioc_g_parm = get_interval,
	.vidioc_s_parm = set_interval,
	.vidioc_reqbufs = request_buffers,
	.vidioc_querybuf = query_buffer,
	.vidioc_qbuf = queue_buffer,
	.vidioc_dqbuf = dequeue_buffer,
	.vidioc_streamon = stream_on,
	.vidioc_streamoff = stream_off,
	.vidioc_subscribe_event = subscribe,
	.vidioc_unsubscribe_event = v4l2_event_unsubscribe,
};

static int set_control(struct v4l2_ctrl *control)
{
	struct pcmenc_stream *s = container_of(control->handler, struct pcmenc_stream, controls);

	switch (control->id) {
	case V4L2_CID_MPEG_VIDEO_GOP_SIZE:
		s->gop = control->val;
		break;
	case V4L2_CID_MPEG_VIDEO_FORCE_KEY_FRAME:
		s->key_wanted = true;
		break;
	}
	return 0;
}

static const struct v4l2_ctrl_ops control_ops = { .s_ctrl = set_control };

static int init_controls(struct pcmenc_stream *s)
{
	struct v4l2_ctrl_handler *all = &s->controls;

	v4l2_ctrl_handler_init(all, 4);
	v4l2_ctrl_new_std(all, &control_ops, V4L2_CID_MPEG_VIDEO_GOP_SIZE, 1, 600, 1, 60);
	v4l2_ctrl_new_std(all, &control_ops, V4L2_CID_MPEG_VIDEO_FORCE_KEY_FRAME, 0, 0, 0, 0);
	v4l2_ctrl_new_std(all, &control_ops, V4L2_CID_MPEG_VIDEO_BITRATE, 1000, 100000000, 1, 2500000);
	v4l2_ctrl_new_std(all, &control_ops, V4L2_CID_MPEG_VIDEO_B_FRAMES, 0, 0, 1, 0);
	s->fh.ctrl_handler = all;
	return all->error ? all->error : v4l2_ctrl_handler_setup(all);
}

/* Opening, and the module */

static int open_stream(struct file *file)
{
	struct pcmenc_device *device = video_drvdata(file);
	struct pcmenc_stream *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int error;

	if (!s)
		return -ENOMEM;
	s->device = device;
	s->width = 640;
	s->height = 480;
	s->interval = (struct v4l2_fract) { 1, 25 };
	spin_lock_init(&s->lists_lock);
	INIT_WORK(&s->work, work);
	v4l2_fh_init(&s->fh, &device->video);
	error = init_controls(s);
	if (!error)
		error = init_queue(s, V4L2_BUF_TYPE_VIDEO_OUTPUT);
	if (!error)
		error = init_queue(s, V4L2_BUF_TYPE_VIDEO_CAPTURE);
	if (error) {
		v4l2_ctrl_handler_free(&s->controls);
		v4l2_fh_exit(&s->fh);
		kfree(s);
		return error;
	}
	file->private_data = &s->fh;
	v4l2_fh_add(&s->fh);
	return 0;
}

static int close_stream(struct file *file)
{
	struct pcmenc_stream *s = stream_of(file);

	v4l2_fh_del(&s->fh);
	mutex_lock(&s->device->lock);
	vb2_queue_release(&s->pictures.vb);
	vb2_queue_release(&s->coded.vb);
	mutex_unlock(&s->device->lock);
	cancel_work_sync(&s->work);
	v4l2_ctrl_handler_free(&s->controls);
	v4l2_fh_exit(&s->fh);
	vfree(s->previous);
	kfree(s);
	return 0;
}

static const struct v4l2_file_operations files = {
	.owner = THIS_MODULE,
	.open = open_stream,
	.release = close_stream,
	.poll = poll,
	.unlocked_ioctl = video_ioctl2,
	.mmap = map,
};

static void release_device(struct video_device *video)
{
}

static int __init load(void)
{
	struct video_device *video;
	int error;

	the_device = kzalloc(sizeof(*the_device), GFP_KERNEL);
	if (!the_device)
		return -ENOMEM;
	strscpy(the_device->v4l2.name, NAME, sizeof(the_device->v4l2.name));
	mutex_init(&the_device->lock);
	error = v4l2_device_register(NULL, &the_device->v4l2);
	if (error)
		goto no_device;
	video = &the_device->video;
	strscpy(video->name, NAME, sizeof(video->name));
	video->fops = &files;
	video->ioctl_ops = &ioctls;
	video->release = release_device;
	video->lock = &the_device->lock;
	video->v4l2_dev = &the_device->v4l2;
	video->vfl_dir = VFL_DIR_M2M;
	video->device_caps = V4L2_CAP_VIDEO_M2M | V4L2_CAP_STREAMING;
	video_set_drvdata(video, the_device);
	error = video_register_device(video, VFL_TYPE_VIDEO, -1);
	if (!error)
		return 0;
	v4l2_device_unregister(&the_device->v4l2);
no_device:
	kfree(the_device);
	return error;
}

static void __exit unload(void)
{
	video_unregister_device(&the_device->video);
	v4l2_device_unregister(&the_device->v4l2);
	kfree(the_device);
}

module_init(load);
module_exit(unload);
MODULE_DESCRIPTION("A stateful H.264 encoder for tests that writes samples as they are");
MODULE_LICENSE("GPL");
