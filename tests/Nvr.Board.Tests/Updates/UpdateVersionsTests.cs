using Nvr.Board.Updates;
using Nvr.Core;

namespace Nvr.Board.Tests.Updates;

/// <summary>Which version is the older one, and what is none.</summary>
public sealed class UpdateVersionsTests
{
    [Theory]
    [InlineData("2026.11.30", "2026.11.30", 0)]
    [InlineData("2026.11.30", "2026.11.4", 1)]
    [InlineData("2026.9.1", "2026.11.1", -1)]
    [InlineData("2026.11.30", "2026.11.30.1", -1)]
    [InlineData("2026.11.30", "2026.11.30.0", 0)]
    [InlineData("2", "1.9.9", 1)]
    [InlineData("0.1.0+3f2a1b2c", "0.1.0", 0)]
    [InlineData("1.0-rc1", "1.0", 0)]
    [InlineData(" 1.2 ", "1.2", 0)]
    public void Versions_AreComparedNumberByNumber(string one, string other, int expected)
    {
        Assert.Equal(expected, Math.Sign(UpdateVersions.Compare(one, other)!.Value));
        Assert.Equal(-expected, Math.Sign(UpdateVersions.Compare(other, one)!.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nightly")]
    [InlineData("1..2")]
    [InlineData("1.2.")]
    [InlineData("-1.2")]
    [InlineData("1.2.3.4.5.6.7")]
    [InlineData("99999999999.1")]
    [InlineData("1.٢")]
    [InlineData("1. 2")]
    public void Text_ThatIsNoVersion_IsNotCompared(string text)
    {
        Assert.False(UpdateVersions.Is(text));
        Assert.Null(UpdateVersions.Compare(text, "1.0"));
    }

    [Theory]
    [InlineData("2026.11.29", "2026.11.30", "is older than what this recorder runs (2026.11.30)")]
    [InlineData("nightly", "2026.11.30", "Nobody can tell")]
    [InlineData("2026.11.30", "2026.11.30", null)]
    [InlineData("2026.12.1", "2026.11.30", null)]
    [InlineData("nightly", "unknown", null)]
    public void Update_IsRefused_WhereItIsOlder_OrNobodyCanTell(string version, string running, string? words)
    {
        NvrException? refused = UpdateFailures.NotNewer(version, running);

        Assert.Equal(words is null ? null : ErrorKind.Unsupported, refused?.Kind);
        Assert.Contains(words ?? "", refused?.Message ?? "", StringComparison.Ordinal);
    }
}
