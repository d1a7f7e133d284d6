using Nvr.Adoption.Healing;

namespace Nvr.Adoption.Tests.Healing;

public sealed class OutageJudgeTests
{
    private const long SecondUs = 1_000_000;
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(2);
    private static readonly DeviceSilence Well = new(false, null);
    private static readonly DeviceSilence Stalled = new(false, 1000 * SecondUs);

    [Fact]
    public void AllSilentTogether_IsTheNetwork() =>
        Assert.True(OutageJudge.IsDown(Silent(1000), [Silent(940), Silent(1100)], Together));

    [Fact]
    public void OneThatIsWell_ProvesTheNetwork() =>
        Assert.False(OutageJudge.IsDown(Silent(1000), [Silent(1000), Well], Together));

    [Fact]
    public void OneThatAnswersWithoutAPicture_ProvesTheNetwork() =>
        Assert.False(OutageJudge.IsDown(Silent(1000), [Silent(1000), Stalled], Together));

    [Fact]
    public void DeadForLong_IsNoWitness()
    {
        Assert.False(OutageJudge.IsDown(Silent(10_000), [Silent(100)], Together));
        Assert.True(OutageJudge.IsDown(Silent(10_000), [Silent(100), Silent(10_010)], Together));
    }

    [Fact]
    public void ALoneCamera_IsItsOwnTrouble() => Assert.False(OutageJudge.IsDown(Silent(1000), [], Together));

    [Fact]
    public void AStalledCamera_IsReachable() => Assert.False(OutageJudge.IsDown(Stalled, [Silent(1000)], Together));

    private static DeviceSilence Silent(long second) => new(true, second * SecondUs);
}
