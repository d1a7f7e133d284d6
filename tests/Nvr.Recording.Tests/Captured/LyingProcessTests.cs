using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Captured;
using Nvr.Recording.Streams;
using Nvr.Sandbox.Processes;

namespace Nvr.Recording.Tests.Captured;

/// <summary>What a capture process that has been taken over may send, each by a real process that sends it.</summary>
public sealed class LyingProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Words of the protocol in Python: now() is the box's monotonic clock in microseconds.
    private const string Words = """
        import os, struct, time, random
        def send(kind, payload): os.write(3, struct.pack('<IBBBB', len(payload), kind, 0, 0, 0) + payload)
        def ready(): send(2, struct.pack('<I', 31))
        def form(track=0, codec=0, rate=90000): send(3, struct.pack('<BBBBIIII', track, codec, 0, 0, rate, 320, 240, 0))
        def now(): return time.monotonic_ns() // 1000
        def unit(dts, capture, data, track=0): send(4, struct.pack('<BBHqq', track, 1, 0, dts, capture) + data)
        def read(count):
            data = b''
            while len(data) < count: data += os.read(3, count - len(data))
            return data
        read(struct.unpack('<IBBBB', read(8))[0])

        """;

    [Theory]
    [InlineData("ready(); unit(0, now(), b'x')", "not announced")]
    [InlineData("ready(); form(); unit(9, now(), b'x'); unit(9, now(), b'x')", "do not run forward")]
    [InlineData("ready(); form(); unit(9, now(), b'x'); unit(1 << 62, now(), b'x')", "do not run forward")]
    [InlineData("ready(); form(); unit(9, now() + 3600000000, b'x')", "of another time")]
    [InlineData("ready(); form(); unit(9, -(1 << 63), b'x')", "of another time")]
    [InlineData("ready(); form(codec=1)", "cannot have")]
    [InlineData("ready(); form(track=7)", "cannot have")]
    [InlineData("ready(); form(); unit(9, now(), b'x', track=1)", "not announced")]
    [InlineData("ready(); ready()", "out of turn")]
    [InlineData("ready(); send(1, b'{}')", "out of turn")]
    [InlineData("ready(); os.write(3, random.randbytes(100000))", "not a message")]
    [InlineData("ready(); os.write(3, struct.pack('<I', 0x7fffffff) + b'\\x04\\0\\0\\0')", "not a message")]
    [InlineData("ready(); form(); [unit(i, now(), b'\\0\\0\\1\\x65' + bytes(900)) for i in range(300)]", "nothing that can be decoded")]
    [InlineData("ready(); [form() for i in range(20000)]", "far more than")]
    [InlineData("ready(); send(6, b'\\x05The tuner is\\ngone.')", "The tuner is gone.")]
    [InlineData("ready(); send(6, b'')", "without a reason")]
    [InlineData("ready(); os.kill(os.getpid(), 11)", "signal 11")]
    [InlineData("ready(); os._exit(7)", "it ended with 7")]
    public async Task Lie_EndsTheSession_InWords(string lie, string words)
    {
        await using IStreamSession session = await OpenAsync(lie);

        NvrException end = await EndAsync(session);

        Assert.Contains(words, end.Message, StringComparison.Ordinal);
        Assert.Contains(end.Kind, new[] { ErrorKind.Protocol, ErrorKind.Unreachable });
        Assert.Contains("capture card", StreamFailure.Of(end, isAnalog: true).NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_BringsTheNextStep_ThatTheProcessNamed()
    {
        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => OpenAsync("send(6, b'\\x01There is no tuner.\\x1fPlug one in.')"));

        Assert.Equal((ErrorKind.NotFound, "There is no tuner.", "Plug one in."), (failure.Kind, failure.Message, failure.NextStep));
        Assert.Equal("Plug one in.", StreamFailure.Of(failure).NextStep);
    }

    [Theory]
    [InlineData("form()", "out of turn")]
    [InlineData("os._exit(3)", "it ended with 3")]
    [InlineData("send(6, b'\\x02No picture.')", "No picture.")]
    public async Task ProcessThatDoesNotGetReady_IsAFailedAttempt(string start, string words)
    {
        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => OpenAsync(start));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flood_HoldsTheReader_OnlyForAGulp()
    {
        // As fast as it can, pictures of a megabyte, damaged ones among them.
        await using IStreamSession session = await OpenAsync("ready(); form()\nfor i in range(1000000): send(5, bytes(24)); unit(i * 9, now(), b'\\0\\0\\1\\x65' + bytes(1000000))");
        var sink = new CountingSink();
        NvrException? end = null;
        int biggest = 0;

        long begin = TimeProvider.System.GetTimestamp();
        while (end is null && TimeProvider.System.GetElapsedTime(begin) < Patience)
        {
            await Task.Delay(1);
            try
            {
                biggest = Math.Max(biggest, session.Drain(sink));
            }
            catch (NvrException e)
            {
                end = e;
            }
        }

        Assert.Equal(ErrorKind.Protocol, end?.Kind);
        Assert.InRange(biggest, 1, 8 << 20);
    }

    [Theory]
    [InlineData("analog:/dev/video0", true, ErrorKind.NotFound)]
    [InlineData("analog:lavfi:testsrc2", false, ErrorKind.InvalidInput)]
    public async Task WhatThisBoxDoesNotHave_IsRefused_BeforeAProcessIsStarted(string address, bool allowTests, ErrorKind kind)
    {
        if (kind == ErrorKind.NotFound)
        {
            address = "analog:/dev/video987";
        }
        CapturedStreamOpener opener = OpenerOf(new WorkerProgram("/nonexistent", []), allowTests);

        Assert.Equal(kind, (await Assert.ThrowsAsync<NvrException>(() => opener.OpenAsync(AddressOf(address), CancellationToken.None))).Kind);
    }

    private static Task<IStreamSession> OpenAsync(string script) =>
        OpenerOf(new WorkerProgram("/usr/bin/python3", ["-c", Words + script]), true).OpenAsync(AddressOf("analog:lavfi:testsrc2"), CancellationToken.None);

    private static CapturedStreamOpener OpenerOf(WorkerProgram program, bool allowTests) =>
        new(BoxClock.System(), program, allowTests, NullLogger<CapturedStreamOpener>.Instance);

    private static StreamAddress AddressOf(string url) => new(new Uri(url), null, null, CameraTransport.Auto, false, null);

    private static async Task<NvrException> EndAsync(IStreamSession session)
    {
        var sink = new CountingSink();
        long limit = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(limit) < Patience)
        {
            try
            {
                session.Drain(sink);
            }
            catch (NvrException end)
            {
                return end;
            }
            await Task.Delay(20);
        }
        throw new TimeoutException("The session did not end.");
    }

    private sealed class CountingSink : IAccessUnitSink
    {
        public int Units { get; private set; }

        public void OnAccessUnit(in AccessUnit unit) => Units++;
    }
}
