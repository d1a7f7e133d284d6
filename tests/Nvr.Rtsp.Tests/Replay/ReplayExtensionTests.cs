using Nvr.Rtsp.Replay;
using Xunit;

namespace Nvr.Rtsp.Tests.Replay;

public sealed class ReplayExtensionTests
{
    // 2026-03-01T12:00:00.5Z: 3981355200 s since 1900, and a half.
    private static readonly byte[] Half = [0xAB, 0xAC, 0, 3, 0xED, 0x4E, 0xA8, 0xC0, 0x80, 0, 0, 0, 0xB0, 7, 0, 0];

    [Fact]
    public void Extension_OfTheSpecification_IsRead()
    {
        Assert.True(ReplayExtension.TryRead(Half, out ReplayExtension read));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero), DateTimeOffset.UnixEpoch.AddMicroseconds(read.UtcUs));
        Assert.Equal((true, false, true, true, 7), (read.IsClean, read.EndsSection, read.IsDiscontinuous, read.IsTerminal, read.Sequence));
    }

    [Fact]
    public void Extension_OfAnotherKindOrCutShort_IsNone()
    {
        Assert.False(ReplayExtension.TryRead([0xBE, 0xDE, .. Half[2..]], out _));
        Assert.False(ReplayExtension.TryRead(Half.AsSpan(0, 12), out _));
        Assert.False(ReplayExtension.TryRead([], out _));
    }
}
