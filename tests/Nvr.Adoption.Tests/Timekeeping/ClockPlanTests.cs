using System.Net;
using Nvr.Adoption.Timekeeping;
using Nvr.Core.Time;

namespace Nvr.Adoption.Tests.Timekeeping;

public sealed class ClockPlanTests
{
    private static readonly ClockSource ByHand = new(false, true, []);
    private static readonly ClockSource AtTheBox = new(true, false, ["10.0.0.1"]);
    private static readonly ClockChange Pointed = new() { At = UtcTime.From(DateTimeOffset.UnixEpoch), Before = ByHand, After = AtTheBox };

    private static ClockFacts Right => new() { Offset = TimeSpan.FromSeconds(0.4), BoxIsCredible = true, Server = IPAddress.Parse("10.0.0.1"), Now = ByHand };

    private static ClockFacts Wrong => Right with { Offset = TimeSpan.FromSeconds(-7) };

    [Fact]
    public void Camera_NotYetPointed_IsPointed_HoweverRightItsClockIs() => Assert.Equal(ClockStep.Point, ClockPlan.Decide(Right));

    [Fact]
    public void Box_ThatDoesNotKnowTheTime_TouchesNoClock() =>
        Assert.All((ClockFacts[])[Right, Wrong], f => Assert.Equal(ClockStep.Nothing, ClockPlan.Decide(f with { BoxIsCredible = false })));

    [Fact]
    public void Undone_StaysUndone_HoweverWrongTheClockIs() =>
        Assert.Equal(ClockStep.Nothing, ClockPlan.Decide(Wrong with { Change = Pointed with { UndoneAt = Pointed.At } }));

    [Fact]
    public void Pointed_AndOff_IsGivenTimeToFollow_ThenSetByHand()
    {
        ClockFacts facts = Wrong with { Change = Pointed, Now = AtTheBox };

        Assert.Equal(ClockStep.Nothing, ClockPlan.Decide(facts with { SincePointed = TimeSpan.FromMinutes(1) }));
        Assert.Equal(ClockStep.Set, ClockPlan.Decide(facts with { SincePointed = TimeSpan.FromHours(1) }));
        // Pointed in an earlier run of the program.
        Assert.Equal(ClockStep.Set, ClockPlan.Decide(facts));
    }

    [Fact]
    public void BoxAtAnotherAddress_PointsAgain_UnlessSomebodyElseChoseAServer()
    {
        ClockFacts moved = Right with { Server = IPAddress.Parse("10.0.0.2"), Change = Pointed, Now = AtTheBox };

        Assert.Equal(ClockStep.Point, ClockPlan.Decide(moved));
        Assert.Equal(ClockStep.Nothing, ClockPlan.Decide(moved with { Now = AtTheBox with { Servers = ["time.example"] } }));
    }

    [Fact]
    public void WithoutServer_OrNtp_AClockThatIsOffIsSet() => Assert.All(
        (ClockFacts[])[Wrong with { Server = null }, Wrong with { Now = null }, Wrong with { NtpIsUseless = true }],
        f =>
        {
            Assert.Equal(ClockStep.Set, ClockPlan.Decide(f));
            Assert.Equal(ClockStep.Nothing, ClockPlan.Decide(f with { Offset = TimeSpan.FromSeconds(1) }));
        });

    [Fact]
    public void Clock_ThatCannotBeSet_IsLeftAloneForADay()
    {
        ClockFacts facts = Wrong with { Server = null, SinceInVain = TimeSpan.FromHours(23) };

        Assert.Equal(ClockStep.Nothing, ClockPlan.Decide(facts));
        Assert.Equal(ClockStep.Set, ClockPlan.Decide(facts with { SinceInVain = TimeSpan.FromHours(25) }));
    }
}
