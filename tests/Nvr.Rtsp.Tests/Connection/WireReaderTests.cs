using System.Text;
using Nvr.Core;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Tests.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Connection;

public sealed class WireReaderTests
{
    private readonly ChannelMap channels = new();

    public WireReaderTests() => channels.Set(0, 0, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Stream_CutAnywhere_GivesTheSamePieces(int chunk)
    {
        byte[] stream = [.. MadeRtp.PictureFrame(1), .. "RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Length: 4\r\n\r\nbody"u8, .. MadeRtp.PictureFrame(2), .. "OPTIONS * RTSP/1.0\r\nCSeq: 9\r\n\r\n"u8, .. MadeRtp.Frame(1, [])];
        Assert.Equal(["0:212", "200/body", "0:212", "OPTIONS", "1:0"], Pieces(stream, chunk, out long garbage));
        Assert.Equal(0, garbage);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100_000)]
    public void Garbage_BetweenFrames_IsSkippedToTheNextKnownChannel(int chunk)
    {
        byte[] junk = [0, 1, 2, (byte)'$', 77, 0, 1, (byte)'R', (byte)'T', (byte)'$', 0, 0, 200, 3, 9, 9];
        byte[] stream = [.. MadeRtp.PictureFrame(1), .. junk, .. MadeRtp.PictureFrame(2), .. MadeRtp.PictureFrame(3)];
        Assert.Equal(["0:212", "0:212", "0:212"], Pieces(stream, chunk, out long garbage));
        Assert.Equal(junk.Length, garbage);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void EmptyFrame_AmongGarbage_IsGarbageHoweverItIsRead(int chunk)
    {
        byte[] junk = [0, 1, (byte)'$', 0, 0, 0, 0, 8];
        Assert.Equal(["0:212", "0:212"], Pieces([.. MadeRtp.PictureFrame(1), .. junk, .. MadeRtp.PictureFrame(2)], chunk, out long garbage));
        Assert.Equal(junk.Length, garbage);
    }

    [Fact]
    public void Garbage_BeforeAReply_IsSkipped() =>
        Assert.Equal(["200/"], Pieces([1, 2, 3, .. "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"u8], 5, out _));

    [Fact]
    public void UnknownChannel_InSequence_IsSkippedByItsLength() =>
        Assert.Equal(["9:212", "0:212"], Pieces([.. MadeRtp.PictureFrame(1, channel: 9), .. MadeRtp.PictureFrame(2)], 50, out _));

    [Fact]
    public void LineFeedsAlone_EndLinesToo() =>
        Assert.Equal(["404/", "0:212"], Pieces([.. "RTSP/1.0 404 Not Found\nCSeq: 1\n\n"u8, .. MadeRtp.PictureFrame(1)], 9, out _));

    [Fact]
    public void BlankLines_BetweenMessages_AreNoGarbage()
    {
        Assert.Equal(["200/", "0:212"], Pieces([.. "\r\n\r\nRTSP/1.0 200 OK\r\n\r\n\r\n\r\n"u8, .. MadeRtp.PictureFrame(1)], 4, out long garbage));
        Assert.Equal(0, garbage);
    }

    [Fact]
    public void Message_BrokenOffByMedia_IsGarbage() =>
        Assert.Equal(["0:212"], Pieces([.. "RTSP/1.0 200 OK\r\nCSe"u8, .. MadeRtp.PictureFrame(1)], 1000, out _));

    [Fact]
    public void Body_LargerThanTheBuffer_IsWaitedFor()
    {
        string body = new('x', 700_000);
        Assert.Equal([$"200/{body}"], Pieces(Encoding.ASCII.GetBytes($"RTSP/1.0 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}"), 60_000, out _));
    }

    [Theory]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 1048577\r\n\r\n")]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 9999999999\r\n\r\n")]
    public void Body_BeyondTheBound_IsRefused(string text) =>
        Assert.Equal(ErrorKind.Protocol, Assert.Throws<NvrException>(() => Pieces(Encoding.ASCII.GetBytes(text), 1000, out _)).Kind);

    [Fact]
    public void Head_BeyondTheBound_IsRefused() =>
        Assert.Throws<NvrException>(() => Pieces(Encoding.ASCII.GetBytes("RTSP/1.0 200 OK\r\n" + new string('a', 70_000)), 10_000, out _));

    /// <summary>
    /// The reading thread is shared by all cameras: what one sends may cost time in proportion to its length and no more. Where each
    /// candidate is searched to the end again, these take half a minute and more.
    /// </summary>
    [Theory]
    [InlineData("R")]
    [InlineData("R R ")]
    [InlineData("RTSP/")]
    [InlineData("RTSP/\nR\n")]
    [InlineData("REDIRECT x RTSP/1.0 ")]
    [InlineData("$ RTSP/\n")]
    public void Garbage_ThatLooksLikeMessages_CostsTimeInProportion(string pattern)
    {
        byte[] burst = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(pattern, 60_000 / pattern.Length)));
        byte[] stream = [.. Enumerable.Repeat<byte[]>([7, .. burst, 7], 70).SelectMany(b => b), .. MadeRtp.PictureFrame(1)];
        var watch = System.Diagnostics.Stopwatch.StartNew();

        List<string> pieces = Pieces(stream, 256 * 1024, out _);

        Assert.Equal("0:212", pieces[^1]);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 8);
    }

    // Read at one go, and with a rest after each gulp, which must make no difference.
    private List<string> Pieces(byte[] stream, int chunk, out long garbage)
    {
        List<string> pieces = Pieces(stream, chunk, rests: false, out garbage);
        Assert.Equal(pieces, Pieces(stream, chunk, rests: true, out long garbageWithRests));
        Assert.Equal(garbage, garbageWithRests);
        return pieces;
    }

    private List<string> Pieces(byte[] stream, int chunk, bool rests, out long garbage)
    {
        var found = new List<string>();
        using var reader = new WireReader(channels);
        for (int at = 0; at < stream.Length;)
        {
            Span<byte> room = reader.Room();
            int count = Math.Min(Math.Min(chunk, room.Length), stream.Length - at);
            stream.AsSpan(at, count).CopyTo(room);
            reader.Add(count);
            at += count;
            while (reader.TryTake(out WirePiece piece))
            {
                found.Add(Describe(piece));
            }
            if (rests)
            {
                reader.Rest();
            }
        }
        garbage = reader.GarbageBytes;
        return found;
    }

    private static string Describe(WirePiece piece)
    {
        if (!piece.IsMessage)
        {
            return $"{piece.Channel}:{piece.Bytes.Length}";
        }
        RtspMessage message = RtspMessage.Decode(piece);
        return message.IsReply ? $"{message.Status}/{message.Body}" : message.Method;
    }
}
