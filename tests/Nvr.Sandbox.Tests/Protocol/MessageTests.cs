using System.Diagnostics;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Sandbox.Confinement;
using Nvr.Sandbox.Protocol;

namespace Nvr.Sandbox.Tests.Protocol;

public sealed class MessageTests : IDisposable
{
    private readonly Socket here;
    private readonly Socket there;

    public MessageTests()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nvr-{Guid.NewGuid():N}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        there = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        there.Connect(new UnixDomainSocketEndPoint(path));
        here = listener.Accept();
        here.Blocking = false;
        File.Delete(path);
    }

    public void Dispose()
    {
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public void Messages_Arrive_AsTheyWereSent()
    {
        byte[] picture = [.. Enumerable.Range(0, 150_000).Select(i => (byte)i)];
        var format = new TrackFormat { Codec = Codec.Aac, ClockRate = 8000, SampleRate = 8000, Channels = 1, Config = new byte[] { 0x15, 0x88 } };
        using var reader = new MessageReader(here);
        var sender = new Thread(() =>
        {
            var writer = new MessageWriter(there);
            writer.Send(MessageKind.Format, new FormatMessage(3, format).Write());
            writer.Send(new UnitMessage { Track = 3, IsRandomAccess = true, Dts = long.MaxValue, CaptureUs = -5, Data = picture });
            writer.Send(MessageKind.Stats, new StatsMessage(1, 2, 3).Write());
        });
        sender.Start();

        Assert.Equal(format, FormatMessage.Read(Next(reader, MessageKind.Format))!.Format);
        Assert.True(UnitMessage.TryRead(Next(reader, MessageKind.Unit), out UnitMessage unit));
        Assert.Equal((3, true, long.MaxValue, -5L), (unit.Track, unit.IsRandomAccess, unit.Dts, unit.CaptureUs));
        Assert.True(unit.Data.SequenceEqual(picture));
        Assert.Equal(new StatsMessage(1, 2, 3), StatsMessage.Read(Next(reader, MessageKind.Stats)));
        sender.Join();
    }

    [Fact]
    public void Format_WithScalingListsInManyParameterSets_Arrives()
    {
        // A sequence parameter set and 32 picture parameter sets, each with all lists of the high profile: some 20 KB.
        var format = new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, Width = 1920, Height = 1080, Config = new byte[33 * 620] };
        using var reader = new MessageReader(here);
        var sender = new Thread(() => new MessageWriter(there).Send(MessageKind.Format, new FormatMessage(0, format).Write()));
        sender.Start();

        Assert.Equal(format, FormatMessage.Read(Next(reader, MessageKind.Format))?.Format);
        sender.Join();
        Assert.Null(FormatMessage.Read(new FormatMessage(0, new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, Config = new byte[FormatMessage.MaxConfigBytes + 1] }).Write()));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0x80, 4, 0, 0, 0 })] // a negative length
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F, 4, 0, 0, 0 })] // two gigabytes
    [InlineData(new byte[] { 1, 0, 0x40, 0, 4, 0, 0, 1 })] // padding that is not zero
    [InlineData(new byte[] { 1, 0, 0, 0, 0, 0, 0, 0 })] // a kind that does not exist
    [InlineData(new byte[] { 1, 0, 0, 0, 9, 0, 0, 0 })]
    [InlineData(new byte[] { 13, 4, 0, 0, 8, 0, 0, 0 })] // more that moves than there can be
    [InlineData(new byte[] { 73, 1, 0, 0, 20, 0, 0, 0 })] // more of an object than there can be
    [InlineData(new byte[] { 9, 0, 0, 0, 7, 0, 0, 0 })] // a time that is no time
    [InlineData(new byte[] { 1, 16, 0, 0, 6, 0, 0, 0 })] // a sentence too long
    public void Header_ThatIsNone_IsABreach(byte[] header)
    {
        using var reader = new MessageReader(here);
        there.Send(header);

        Assert.Equal(ErrorKind.Protocol, Assert.Throws<NvrException>(() => Next(reader, MessageKind.Unit)).Kind);
    }

    [Fact]
    public void Garbage_NeverThrows_AnythingElse()
    {
        var random = new Random(20);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 200_000; i++)
        {
            Span<byte> some = bytes.AsSpan(0, random.Next(bytes.Length));
            random.NextBytes(some);
            _ = UnitMessage.TryRead(some, out _);
            _ = FormatMessage.Read(some);
            _ = StatsMessage.Read(some);
            _ = FailureMessage.Read(some);
            _ = PassedMessage.Read(some);
            _ = MotionMessage.Read(some);
            _ = ObjectMessage.Read(some, 3);
            _ = VerdictMessage.Read(some);
            _ = DecodingMessage.Read(some);
            _ = ReadyMessage.Read(some);
            _ = WorkerOrder.Read(some);
        }
    }

    [Fact]
    public void Sentence_OfALiar_IsCutAndPlain()
    {
        byte[] payload = [(byte)ErrorKind.Refused, .. "a\nb\u001b[31m"u8, .. new byte[2000]];

        FailureMessage failure = FailureMessage.Read(payload)!;

        Assert.StartsWith("a b [31m", failure.Sentence, StringComparison.Ordinal);
        Assert.InRange(failure.Sentence.Length, 1, 400);
    }

    [Theory]
    [InlineData("libx264", "libx264")]
    [InlineData("", "")]
    [InlineData("x\n264", "")]
    public void Ready_NamesTheEncoder_WhereThatIsAName(string said, string read)
    {
        Assert.Equal(new ReadyMessage(Walls.OwnNetwork | Walls.Limits, read), ReadyMessage.Read(new ReadyMessage(Walls.OwnNetwork | Walls.Limits, said).Write()));
        Assert.Null(ReadyMessage.Read(new byte[ReadyMessage.MaxBytes + 1]));
    }

    [Fact]
    public void Failure_CarriesItsNextStep_WhereThereIsOne()
    {
        FailureMessage with = new(ErrorKind.NotFound, "There is no tuner.", "Plug one in.");
        FailureMessage without = new(ErrorKind.NotFound, "There is no tuner.");

        Assert.Equal(with, FailureMessage.Read(with.Write()));
        Assert.Equal(without, FailureMessage.Read(without.Write()));
    }

    [Fact]
    public void NextStep_OfALiar_IsCutAndPlain()
    {
        byte[] payload = [(byte)ErrorKind.Refused, .. "a\u001fb\nc\u001fd"u8, .. new byte[2000]];

        string step = FailureMessage.Read(payload)!.NextStep!;

        Assert.StartsWith("b c d", step, StringComparison.Ordinal);
        Assert.InRange(step.Length, 1, 400);
    }

    private static ReadOnlySpan<byte> Next(MessageReader reader, MessageKind expected)
    {
        var watch = Stopwatch.StartNew();
        while (!reader.Ended && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                Assert.Equal(expected, kind);
                return payload;
            }
            reader.Fill();
        }
        throw new InvalidOperationException("The other side hung up, or says no more.");
    }
}
