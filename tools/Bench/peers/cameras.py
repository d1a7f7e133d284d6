#!/usr/bin/python3
"""Foreign cameras for the bench: cameras.py MOVIE MOUNTS

GStreamer's RTSP server with live mounts /cam0, /cam1 ..., each looping the coded frames of one MP4 (H.264 and AAC), which is parsed
once, so that the server costs little. Live, because a mount that can seek would jump back for everybody when a client asks for
npt=0. Prints `ready PORT`; ends on SIGTERM or when its standard input closes.
"""
import signal
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

TICK_MS = 20
VIDEO = "h264parse ! video/x-h264,stream-format=byte-stream,alignment=au"
AUDIO = "aacparse ! audio/mpeg,stream-format=raw"


class Track:
    """Coded frames of one track and the time of each, to be repeated for ever."""

    def __init__(self, sink):
        self.frames, self.caps = [], None
        while (sample := sink.emit("pull-sample")) is not None:
            self.caps = self.caps or sample.get_caps()
            self.frames.append(sample.get_buffer().copy_deep())
        first, last = self.frames[0], self.frames[-1]
        self.times = [frame.pts - first.pts for frame in self.frames]
        self.length = self.times[-1] + last.duration

    def pts(self, n):
        rounds, i = divmod(n, len(self.frames))
        return rounds * self.length + self.times[i]

    def buffer(self, n, start):
        frame = self.frames[n % len(self.frames)].copy_deep()  # what copy() gives is the same buffer
        frame.pts = frame.dts = start + self.pts(n)
        return frame


def load(movie):
    pipeline = Gst.parse_launch(
        f"filesrc location={movie} ! qtdemux name=d d.video_0 ! queue max-size-bytes=0 max-size-time=0 max-size-buffers=0 ! {VIDEO} ! "
        f"appsink name=v sync=false d.audio_0 ! queue max-size-bytes=0 max-size-time=0 max-size-buffers=0 ! {AUDIO} ! appsink name=a sync=false")
    pipeline.set_state(Gst.State.PLAYING)
    tracks = [Track(pipeline.get_by_name(name)) for name in "va"]
    pipeline.set_state(Gst.State.NULL)
    return tracks


class Mount:
    """One shared medium: pushes what is due while the pipeline plays."""

    def __init__(self, tracks, media):
        self.tracks, self.element, self.start = tracks, media.get_element(), None
        self.sources = [self.element.get_by_name(name) for name in "va"]
        self.next = [0, 0]
        for source, track in zip(self.sources, tracks):
            source.set_property("caps", track.caps)

    def push(self):
        clock = self.element.get_clock()
        if clock is None or self.element.get_state(0)[1] != Gst.State.PLAYING:
            return
        now = clock.get_time() - self.element.get_base_time()
        self.start = now if self.start is None else self.start
        for i, (source, track) in enumerate(zip(self.sources, self.tracks)):
            while self.start + track.pts(self.next[i]) <= now:
                source.emit("push-buffer", track.buffer(self.next[i], self.start))
                self.next[i] += 1


def factory(tracks, mounts):
    f = GstRtspServer.RTSPMediaFactory()
    f.set_launch("( appsrc name=v is-live=true format=time ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 "
                 "appsrc name=a is-live=true format=time ! rtpmp4gpay name=pay1 pt=97 )")
    f.set_shared(True)
    f.connect("media-configure", lambda _f, media: mounts.append(Mount(tracks, media)))
    return f


def main():
    Gst.init(None)
    tracks, mounts = load(sys.argv[1]), []
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    for i in range(int(sys.argv[2])):
        server.get_mount_points().add_factory(f"/cam{i}", factory(tracks, mounts))
    if server.attach(None) == 0:
        sys.exit("cannot listen")
    loop = GLib.MainLoop()
    GLib.unix_signal_add(GLib.PRIORITY_HIGH, signal.SIGTERM, loop.quit)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP | GLib.IOCondition.ERR, lambda *_: loop.quit())
    GLib.timeout_add(TICK_MS, lambda: [mount.push() for mount in mounts] is not None)
    print(f"ready {server.get_bound_port()}", flush=True)
    loop.run()


if __name__ == "__main__":
    main()
