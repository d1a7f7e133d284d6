using System.Text;
using Nvr.Rtsp.Connection;
using Xunit;

namespace Nvr.Rtsp.Tests.Connection;

public sealed class RtspMessageTests
{
    [Fact]
    public void FoldedLines_AFew_AreJoined() =>
        Assert.Equal("1;timeout=60", Decode("RTSP/1.0 200 OK\r\nPublic: OPTIONS,\r\n PLAY\r\nSession: 1;timeout=60\r\n\r\n")["Session"]);

    [Fact]
    public void FoldedLines_ByTheThousand_AreNotCopiedAgainAndAgain()
    {
        string head = "RTSP/1.0 200 OK\nA: b\n" + string.Concat(Enumerable.Repeat(" c\n", 20_000)) + "CSeq: 7\n\n";
        long before = GC.GetAllocatedBytesForCurrentThread();
        RtspMessage message = Decode(head);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * head.Length);
        Assert.Equal(7, message.CSeq);
        Assert.StartsWith("b c c", message["A"], StringComparison.Ordinal);
    }

    private static RtspMessage Decode(string head)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(head);
        return RtspMessage.Decode(new WirePiece(-1, bytes, bytes.Length));
    }
}
