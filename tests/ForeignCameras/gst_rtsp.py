#!/usr/bin/python3
"""A foreign camera for tests: GStreamer's RTSP server with live test material.

Prints `ready PORT` once it listens on 127.0.0.1. Ends on SIGTERM, SIGINT, or when its standard input closes
(so that it never outlives the test that started it; --detached switches that off).
With --mounts N the mounts are NAME, NAME1, NAME2 ... (the first keeps the plain name).
"""
import argparse
import signal
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("--port", type=int, default=0)
    p.add_argument("--mount", default="stream")
    p.add_argument("--mounts", type=int, default=1)
    p.add_argument("--video", choices=["h264", "h265", "mjpeg"], default="h264")
    p.add_argument("--audio", choices=["none", "aac", "pcma", "pcmu", "opus"], default="none")
    p.add_argument("--auth", choices=["none", "basic", "digest"], default="none")
    p.add_argument("--user", default="admin")
    p.add_argument("--password", default="secret")
    p.add_argument("--bframes", action="store_true")
    p.add_argument("--size", default="320x240")
    p.add_argument("--fps", type=int, default=25)
    p.add_argument("--kbit", type=int, default=512)
    p.add_argument("--gop", type=int, default=25)
    p.add_argument("--pattern", default="ball", help="videotestsrc pattern; only 'snow' fills a high --kbit")
    p.add_argument("--transport", choices=["all", "tcp", "udp", "multicast"], default="all")
    p.add_argument("--tls", metavar="PEM", help="certificate and key in one file: serve rtsps")
    p.add_argument("--file", help="loop this MP4 (H.264 and optional AAC) instead of encoding: cheap load for many mounts")
    p.add_argument("--backchannel", metavar="FILE", help="take G.711 mu-law over ONVIF's back channel and write it there")
    p.add_argument("--session-timeout", type=int, default=60)
    p.add_argument("--detached", action="store_true")
    return p.parse_args()


def video_encoder(a):
    b = 2 if a.bframes else 0
    if a.video == "h264":
        profile = "main" if a.bframes else "baseline"
        return (f"x264enc speed-preset=ultrafast bitrate={a.kbit} key-int-max={a.gop} bframes={b} b-adapt=false "
                f"{'' if b else 'tune=zerolatency'} threads=1 ! video/x-h264,profile={profile} ! "
                "rtph264pay name=pay0 pt=96 config-interval=-1")
    if a.video == "h265":
        options = f"bframes={b}:b-adapt=0:pools=1:frame-threads=1:keyint={a.gop}:min-keyint={a.gop}"
        return (f"x265enc speed-preset=ultrafast bitrate={a.kbit} key-int-max={a.gop} "
                f"{'' if b else 'tune=zerolatency'} option-string=\"{options}\" ! h265parse ! "
                "rtph265pay name=pay0 pt=96 config-interval=-1")
    return "jpegenc quality=70 ! rtpjpegpay name=pay0 pt=26"


def video_branch(a):
    width, height = a.size.split("x")
    return (f"videotestsrc is-live=true pattern={a.pattern} ! video/x-raw,format=I420,width={width},height={height},"
            f"framerate={a.fps}/1 ! {video_encoder(a)}")


def audio_branch(a):
    if a.audio == "none":
        return ""
    source = "audiotestsrc is-live=true wave=ticks ! audioconvert ! audioresample ! "
    if a.audio == "aac":
        return source + ("audio/x-raw,rate=48000,channels=1 ! avenc_aac bitrate=64000 ! aacparse ! "
                         "rtpmp4gpay name=pay1 pt=97")
    if a.audio == "opus":
        return source + "audio/x-raw,rate=48000,channels=1 ! opusenc ! rtpopuspay name=pay1 pt=97"
    law = "alaw" if a.audio == "pcma" else "mulaw"
    pay = "rtppcmapay name=pay1 pt=8" if a.audio == "pcma" else "rtppcmupay name=pay1 pt=0"
    return source + f"audio/x-raw,rate=8000,channels=1 ! {law}enc ! {pay}"


class LoopedFile:
    """Rewinds a media's pipeline at its end, so that a short file plays for ever."""

    def __init__(self, factory):
        factory.connect("media-configure", self.configure)

    def configure(self, _factory, media):
        media.connect("prepared", self.prepared)

    def prepared(self, media):
        pipeline = media.get_element().get_parent()
        self.seek(pipeline, Gst.SeekFlags.FLUSH | Gst.SeekFlags.SEGMENT)
        bus = pipeline.get_bus()
        bus.enable_sync_message_emission()
        bus.connect("sync-message::segment-done", self.again, pipeline)

    def again(self, _bus, _message, pipeline):
        GLib.idle_add(self.seek, pipeline, Gst.SeekFlags.SEGMENT)

    def seek(self, pipeline, flags):
        pipeline.seek(1.0, Gst.Format.TIME, flags, Gst.SeekType.SET, 0, Gst.SeekType.NONE, -1)
        return False


def launch(a):
    if a.file:
        audio = "" if a.audio == "none" else "d. ! queue ! aacparse ! rtpmp4gpay name=pay1 pt=97"
        return (f"( filesrc location={a.file} ! qtdemux name=d d. ! queue ! h264parse ! "
                f"rtph264pay name=pay0 pt=96 config-interval=-1 {audio} )")
    return f"( {video_branch(a)} {audio_branch(a)} )"


def protocols(a):
    lower = GstRtsp.RTSPLowerTrans
    return {"all": lower.TCP | lower.UDP, "tcp": lower.TCP, "udp": lower.UDP, "multicast": lower.UDP_MCAST}[a.transport]


def multicast_pool():
    pool = GstRtspServer.RTSPAddressPool()
    pool.add_range("239.255.77.1", "239.255.77.9", 5000, 5400, 1)
    return pool


def factory(a):
    f = GstRtspServer.RTSPOnvifMediaFactory() if a.backchannel else GstRtspServer.RTSPMediaFactory()
    f.set_launch(launch(a))
    if a.backchannel:
        f.set_media_gtype(GstRtspServer.RTSPOnvifMedia)
        f.set_backchannel_launch(
            '( capsfilter caps="application/x-rtp, media=audio, payload=0, clock-rate=8000, encoding-name=PCMU" name=depay_backchannel ! '
            f"rtppcmudepay ! filesink location={a.backchannel} buffer-mode=unbuffered async=false sync=false )")
    f.set_shared(True)
    f.set_protocols(protocols(a))
    if a.transport == "multicast":
        f.set_address_pool(multicast_pool())
        f.set_multicast_iface("lo")
    if a.file:
        f.looped = LoopedFile(f)
    if a.auth != "none" or a.tls:
        roles = GstRtspServer.RTSPPermissions()
        roles.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
        roles.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
        f.set_permissions(roles)
    return f


def viewer():
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
    return token


def accounts(a):
    auth = GstRtspServer.RTSPAuth()
    if a.auth == "basic":
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(a.user, a.password), viewer())
    if a.auth == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(a.user, a.password, viewer())
    if a.auth == "none":
        auth.set_default_token(viewer())
    if a.tls:
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(a.tls))
    return auth


def set_session_timeout(server, seconds):
    def configure(_client, session):
        session.set_timeout(seconds)
    server.connect("client-connected", lambda _s, client: client.connect("new-session", configure))


def leave_with_parent(loop):
    def closed(_channel, _condition):
        loop.quit()
        return False
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP | GLib.IOCondition.ERR, closed)


def main():
    a = arguments()
    Gst.init(None)
    server = GstRtspServer.RTSPOnvifServer() if a.backchannel else GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(a.port))
    if a.auth != "none" or a.tls:
        server.set_auth(accounts(a))
    set_session_timeout(server, a.session_timeout)
    for i in range(a.mounts):
        server.get_mount_points().add_factory(f"/{a.mount}{i or ''}", factory(a))
    if server.attach(None) == 0:
        sys.exit("cannot listen")
    loop = GLib.MainLoop()
    for number in (signal.SIGTERM, signal.SIGINT):
        GLib.unix_signal_add(GLib.PRIORITY_HIGH, number, loop.quit)
    if not a.detached:
        leave_with_parent(loop)
    GLib.timeout_add_seconds(5, lambda: server.get_session_pool().cleanup() >= 0)
    print(f"ready {server.get_bound_port()}", flush=True)
    loop.run()


if __name__ == "__main__":
    main()
