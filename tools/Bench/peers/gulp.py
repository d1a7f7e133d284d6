#!/usr/bin/python3
"""The floor that any recorder stands on: gulp.py DIRECTORY URL...

Plays each RTSP address over interleaved TCP, empties all sockets every 100 ms, writes what came, parses nothing.
"""
import signal
import socket
import sys
import time
from urllib.parse import urlsplit

GULP = 1 << 20
INTERVAL = 0.1
KEEP_ALIVE = 25


class Camera:
    def __init__(self, url, path):
        self.url, self.sequence, self.session = url, 0, None
        at = urlsplit(url)
        self.socket = socket.create_connection((at.hostname, at.port or 554))
        self.rest = b""
        self.file = open(path, "wb", buffering=0)

    def ask(self, method, url, headers=""):
        self.send(method, url, headers)
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.socket.recv(65536)
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        fields = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in head.decode().split("\r\n")[1:])}
        length = int(fields.get("content-length", 0))
        while len(self.rest) < length:
            self.rest += self.socket.recv(65536)
        body, self.rest = self.rest[:length], self.rest[length:]
        self.session = fields.get("session", self.session or "").split(";")[0]
        return body.decode()

    def send(self, method, url, headers=""):
        self.sequence += 1
        session = f"Session: {self.session}\r\n" if self.session else ""
        self.socket.sendall(f"{method} {url} RTSP/1.0\r\nCSeq: {self.sequence}\r\n{session}{headers}\r\n".encode())

    def play(self):
        sdp = self.ask("DESCRIBE", self.url, "Accept: application/sdp\r\n")
        controls = [line[len("a=control:"):].strip() for line in sdp.split("m=", 1)[1].splitlines() if line.startswith("a=control:")]
        for i, control in enumerate(controls):
            track = control if control.startswith("rtsp") else f"{self.url.rstrip('/')}/{control}"
            self.ask("SETUP", track, f"Transport: RTP/AVP/TCP;unicast;interleaved={2 * i}-{2 * i + 1}\r\n")
        self.send("PLAY", self.url)
        self.socket.setblocking(False)

    def drain(self, buffer):
        try:
            while (count := self.socket.recv_into(buffer)) > 0:
                self.file.write(memoryview(buffer)[:count])
                if count < len(buffer):
                    return
            sys.exit("a camera hung up")
        except BlockingIOError:
            return


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    directory, urls = sys.argv[1], sys.argv[2:]
    cameras = [Camera(url, f"{directory}/cam{i}.rtp") for i, url in enumerate(urls)]
    for camera in cameras:
        camera.play()
    buffer = bytearray(GULP)
    due = time.monotonic()
    kept = due
    while True:
        for camera in cameras:
            camera.drain(buffer)
        due += INTERVAL
        if due - kept > KEEP_ALIVE:
            kept = due
            for camera in cameras:
                camera.send("OPTIONS", camera.url)
        time.sleep(max(0, due - time.monotonic()))


if __name__ == "__main__":
    main()
