using System.Net;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Network.Settings;
using Nvr.Network.Trying;

namespace Nvr.Network.Tests.Trying;

/// <summary>New settings come into force for good when somebody asks under them, and in no other way.</summary>
public sealed class NetworkDeskTests
{
    private static readonly TimeSpan s_trial = TimeSpan.FromMinutes(2);

    [Fact]
    public void Trial_HeardAtTheNewAddress_IsKeptOverAPowerCut()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        bench.Settle();

        bench.Desk.Heard(IPAddress.Parse("192.168.1.20").MapToIPv6());
        bench.Pass(s_trial);
        bench.Machine.CutPower();
        bench.Machine.Apply();
        bench.Restart();

        Assert.Equal(DeskBench.Fixed, bench.Desk.Read().Office);
        Assert.Contains("Address=192.168.1.20/24\n", bench.Machine.Office(), StringComparison.Ordinal);
        Assert.Null(bench.Told("network/trial"));
    }

    [Fact]
    public void Trial_HeardElsewhere_FallsBackAndSaysSo()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        bench.Settle();
        Assert.Contains("Address=192.168.1.20/24\n", bench.Machine.Office(), StringComparison.Ordinal);

        bench.Desk.Heard(IPAddress.Parse("10.1.1.5"));
        bench.Desk.Heard(IPAddress.Loopback);
        bench.Pass(s_trial);
        bench.Machine.Apply();

        Assert.Equal(OfficeSettings.Dhcp, bench.Desk.Read().Office);
        Assert.Null(bench.Desk.Read().Trial);
        Assert.Contains("DHCP=ipv4\n", bench.Machine.Office(), StringComparison.Ordinal);
        Assert.Equal(HealthLevel.Attention, bench.Told("network/trial")?.Level);
        bench.Pass(TimeSpan.FromHours(24));
        Assert.Null(bench.Told("network/trial"));
    }

    [Fact]
    public void Trial_HeardBeforeTheSystemHasIt_IsNotKept()
    {
        using var bench = new DeskBench { Present = [new("end0", IPAddress.Parse("192.168.1.20"), 24)] };
        bench.Try(DeskBench.Fixed with { Gateway = null });
        bench.Desk.Heard(IPAddress.Parse("192.168.1.20"));
        bench.Machine.Apply();
        bench.Desk.Look();
        bench.Desk.Heard(IPAddress.Parse("192.168.1.20"));

        Assert.NotNull(bench.Desk.Read().Trial);
    }

    [Fact]
    public void Trial_BackToDhcp_IsKeptAtAnyAddressThatThereIs()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        bench.Settle();
        bench.Desk.Heard(DeskBench.Fixed.Address!);
        bench.Try(OfficeSettings.Dhcp);
        bench.Settle();

        bench.Desk.Heard(IPAddress.Parse("192.168.1.20"));
        Assert.NotNull(bench.Desk.Read().Trial);
        bench.Desk.Heard(IPAddress.Parse("10.1.1.5"));

        Assert.Equal((OfficeSettings.Dhcp, (OfficeTrial?)null), (bench.Desk.Read().Office, bench.Desk.Read().Trial));
    }

    [Fact]
    public void Trial_AtARestart_IsOverAndToldOf()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        bench.Settle();

        bench.Restart();

        Assert.Null(bench.Desk.Read().Trial);
        Assert.Contains("DHCP=ipv4\n", bench.Machine.Office(), StringComparison.Ordinal);
        Assert.Contains("started anew", bench.Told("network/trial")?.Sentence, StringComparison.Ordinal);
        bench.Restart();
        Assert.Null(bench.Told("network/trial"));
    }

    [Fact]
    public void Trial_AfterAPowerCut_NeverWas()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        bench.Settle();
        bench.Machine.CutPower();

        Assert.Empty(bench.Machine.Apply());

        Assert.Contains("DHCP=ipv4\n", bench.Machine.Office(), StringComparison.Ordinal);
    }

    [Fact]
    public void Trial_GivenUp_IsOverAtOnce()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        bench.Settle();

        bench.Desk.GiveUp();
        bench.Machine.Apply();

        Assert.Contains("DHCP=ipv4\n", bench.Machine.Office(), StringComparison.Ordinal);
        Assert.Null(bench.Told("network/trial"));
    }

    [Fact]
    public void Trial_ThatTheSystemCannotSetUp_IsOverAtOnce()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        bench.Machine.LeaveWish(File.ReadAllText(bench.Machine.Places.Wish).Replace("192.168.1.1\"", "192.168.7.1\"", StringComparison.Ordinal));
        bench.Machine.Apply();

        bench.Desk.Look();

        Assert.Null(bench.Desk.Read().Trial);
        Assert.Contains("could not be set up", bench.Told("network/trial")?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Trial_BesideAnother_IsAConflict()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => bench.Try(DeskBench.Fixed with { PrefixLength = 25 })).Kind);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => bench.Desk.Move(CameraRanges.All[1], _ => true)).Kind);
    }

    [Fact]
    public void Trial_DecidedByWhatIsNoLongerSo_IsOutdated()
    {
        using var bench = new DeskBench();
        string seen = bench.Desk.Read().Tag;
        bench.Desk.Move(CameraRanges.All[1], tag => tag == seen);

        Assert.Equal(ErrorKind.Outdated, Assert.Throws<NvrException>(() => bench.Desk.TryOut(DeskBench.Fixed, tag => tag == seen)).Kind);
    }

    [Fact]
    public void Trial_OfWhatIsKept_IsNone()
    {
        using var bench = new DeskBench();

        Assert.Null(bench.Try(OfficeSettings.Dhcp).Trial);
    }

    [Fact]
    public void Trial_OnAMachineOfItsOwnNetworks_IsRefused()
    {
        using var bench = new DeskBench();
        bench.Machine.CutPower();

        Assert.False(bench.Desk.Read().IsManaged);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => bench.Try(DeskBench.Fixed)).Kind);
        bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Empty(bench.Health.Read());
    }

    [Fact]
    public void Wish_ThatNobodyAnswered_IsLeftAgain()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        File.Delete(bench.Machine.Places.Wish);

        bench.Pass(new NetworkRules().Patience);

        Assert.Contains("192.168.1.20/24", File.ReadAllText(bench.Machine.Places.Wish), StringComparison.Ordinal);
    }

    [Fact]
    public void Reset_ForgetsWhatIsKeptAndTried()
    {
        using var bench = new DeskBench();
        bench.Try(DeskBench.Fixed);
        bench.Settle();
        bench.Desk.Heard(DeskBench.Fixed.Address!);
        bench.Try(DeskBench.Fixed with { PrefixLength = 25 });
        File.Delete(bench.Machine.SettingsFile);
        File.Delete(bench.Machine.SettingsFile + ".previous");

        bench.Desk.Reset();
        bench.Settle();

        Assert.Equal((OfficeSettings.Dhcp, (OfficeTrial?)null), (bench.Desk.Read().Office, bench.Desk.Read().Trial));
        Assert.Contains("DHCP=ipv4\n", bench.Machine.Office(), StringComparison.Ordinal);
    }
}
