using Nvr.Media.Capture;

namespace Nvr.Media.Tests.Capture;

public sealed class SignalWatchTests
{
    [Theory]
    [InlineData("++++", false)]
    [InlineData("--", false)]
    [InlineData("--+--", false)]
    [InlineData("---", true)]
    [InlineData("+---", true)]
    public void Signal_IsLost_AfterThreeLooksInARow(string looks, bool isLost)
    {
        var watch = new SignalWatch();

        bool[] judged = [.. looks.Select(l => watch.IsLost(l == '+'))];

        Assert.Equal(isLost, judged[^1]);
    }
}
