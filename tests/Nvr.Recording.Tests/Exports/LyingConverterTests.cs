using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Exports;
using Nvr.Sandbox.Processes;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Exports;

/// <summary>What a converting process that has been taken over, or has died, may do; each by a real process that does it.</summary>
public sealed class LyingConverterTests
{
    // Words of the protocol in Python. frames(n) sends the next n frames of sound; passed() waits for a question about a time.
    private const string Words = """
        import os, struct, time
        at = 0
        def send(kind, payload): os.write(3, struct.pack('<IBBBB', len(payload), kind, 0, 0, 0) + payload)
        def ready(): send(2, struct.pack('<I', 31))
        def form(codec=3, rate=8000, channels=1, config=b'\x15\x88'): send(3, struct.pack('<BBBBIIII', 0, codec, channels, 0, rate, 0, 0, rate) + config)
        def unit(dts, data=b'aac', track=0): send(4, struct.pack('<BBHqq', track, 1, 0, dts, 0) + data)
        def frames(n):
            global at
            for i in range(n): unit(at); at += 1024
        def stats(): send(5, bytes(24))
        def read(count):
            data = b''
            while len(data) < count:
                more = os.read(3, count - len(data))
                if not more: return None
                data += more
            return data
        def message():
            head = read(8)
            return (0, b'') if head is None else (lambda h: (h[1], read(h[0])))(struct.unpack('<IBBBB', head))
        def passed():
            kind = 1
            while kind not in (0, 7): kind, _ = message()
            return kind == 7
        message()

        """;

    [Theory]
    [InlineData("form()", "out of turn")]
    [InlineData("ready(); form(codec=0)", "out of turn")]
    [InlineData("ready(); form(rate=16000)", "out of turn")]
    [InlineData("ready(); form(channels=2)", "out of turn")]
    [InlineData("ready(); form(config=b'\\x15\\x90')", "out of turn")]
    [InlineData("ready(); unit(0)", "out of turn")]
    [InlineData("ready(); os._exit(3)", "it ended with 3")]
    [InlineData("ready(); send(6, b'\\x07FFmpeg is not installed.')", "FFmpeg is not installed.")]
    public async Task ProcessThatDoesNotGetReady_IsAFailedExport(string start, string words)
    {
        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => DeskOf(start).OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("passed(); unit(512); stats()", "not the next sound")]
    [InlineData("passed(); frames(1); unit(0); stats()", "not the next sound")]
    [InlineData("passed(); unit(0, track=1); stats()", "not the next sound")]
    [InlineData("passed(); unit(0, bytes(2049)); stats()", "not the next sound")]
    [InlineData("passed(); frames(100000)", "not the next sound")]
    [InlineData("passed(); form()", "out of turn")]
    [InlineData("passed(); frames(1); stats(); passed(); stats()", "it ended with 0")]
    [InlineData("passed(); os.kill(os.getpid(), 11)", "signal 11")]
    [InlineData("passed(); frames(3); stats(); os._exit(9)", "it ended with 9")]
    public async Task Lie_EndsTheExport_InWords(string lie, string words)
    {
        await using MovieExport export = await DeskOf("ready(); form(); " + lie).OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => export.WriteAsync(Stream.Null, CancellationToken.None));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Contains("export with the sound as recorded", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessThatDoesItsWork_GivesAllItMade()
    {
        await using MovieExport export = await DeskOf("ready(); form(); passed(); frames(3); stats(); passed(); frames(10); stats(); passed(); stats(); frames(2); unit(at, bytes(779))")
            .OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None);
        using var file = new MemoryStream();

        await export.WriteAsync(file, CancellationToken.None);

        // A frame of 779 bytes is what FFmpeg made of a sudden sound.
        Assert.Equal((15 * "aac".Length) + 779, file.Length);
    }

    [Fact]
    public async Task ClientThatGoesAway_EndsTheProcess()
    {
        using var gone = new CancellationTokenSource();
        ExportDesk desk = DeskOf("ready(); form(); passed(); time.sleep(1000)");
        MovieExport export = await desk.OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None);
        Task writing = export.WriteAsync(Stream.Null, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        await export.DisposeAsync();
    }

    [Fact]
    public async Task Conversions_BeyondTheLimit_AreRefusedUntilOneEnds()
    {
        ExportDesk desk = DeskOf("ready(); form(); passed()");
        await using MovieExport first = await desk.OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None);
        MovieExport second = await desk.OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None);

        NvrException refused = await Assert.ThrowsAsync<NvrException>(() => desk.OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None));
        await second.DisposeAsync();
        await using MovieExport third = await desk.OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None);

        Assert.Equal(ErrorKind.Exhausted, refused.Kind);
        Assert.Contains("Wait until one of them has ended", refused.Message, StringComparison.Ordinal);
        Assert.False(third.IsOriginal);
    }

    [Theory]
    [InlineData(SoundChoice.Original, Codec.Flac, true)]
    [InlineData(SoundChoice.Aac, Codec.Aac, true)]
    [InlineData(SoundChoice.None, Codec.Aac, false)]
    public async Task Process_IsStarted_OnlyWhereSoundIsConverted(SoundChoice choice, Codec codec, bool isOriginal)
    {
        var desk = new ExportDesk(new WorkerProgram("/nonexistent", []), BoxClock.System());

        await using MovieExport export = await desk.OpenAsync(new SoundlessMovie { Codec = codec }, choice, CancellationToken.None);

        Assert.Equal(isOriginal, export.IsOriginal);
        await Assert.ThrowsAsync<NvrException>(() => desk.OpenAsync(new SoundlessMovie(), SoundChoice.Aac, CancellationToken.None));
    }

    private static ExportDesk DeskOf(string script) => new(new WorkerProgram("/usr/bin/python3", ["-c", Words + script]), BoxClock.System());
}
