using System.Net.NetworkInformation;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Healing;
using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Healing;

public sealed class HealerTests : IDisposable
{
    private readonly Ward ward = new();

    [Fact]
    public async Task DeadCamera_IsRestarted_ThenItsPortIsCycled_AndRecoveryIsTold()
    {
        AdoptedDevice door = ward.Admit("door", port: "3");
        ward.Admit("yard", port: "4");
        await ward.PassAsync(TimeSpan.FromMinutes(1));

        ward.Set(door, CameraState.Stalled);
        await ward.PassAsync(TimeSpan.FromMinutes(1.8));
        Assert.Empty(ward.Rebooted);
        await ward.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([door.Id], ward.Rebooted);
        Assert.Empty(ward.Ports.Cycled);
        await ward.PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(["3"], ward.Ports.Cycled);

        ward.Set(door, CameraState.Recording);
        Assert.Empty(ward.Journal.Recovered);
        await ward.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["door"], ward.Journal.Recovered);
        Assert.Equal([HealingStep.Reboot, HealingStep.PowerCycle], ward.Journal.Steps.Select(s => s.Step));
        Assert.All(ward.Journal.Steps, s => Assert.Equal((StepOutcome.Done, "door", door.Cameras.Single()), (s.Outcome, s.Names, s.Cameras.Single())));
    }

    [Fact]
    public async Task DailyBound_Holds_AlsoWhenTheProgramStartsAnewAgainAndAgain()
    {
        AdoptedDevice door = ward.Admit("door", port: "3");
        ward.Set(door, CameraState.Unreachable);

        for (int hour = 0; hour < 23; hour++)
        {
            await ward.PassAsync(TimeSpan.FromHours(1));
            ward.Restart();
        }

        Assert.Equal(3, ward.Rebooted.Count);
        Assert.Equal(3, ward.Ports.Cycled.Count);
        Assert.NotEmpty(ward.Journal.GivenUp);
        await ward.PassAsync(TimeSpan.FromHours(3));
        Assert.InRange(ward.Rebooted.Count, 4, 6);
    }

    [Fact]
    public async Task NetworkDown_NothingIsTouched()
    {
        AdoptedDevice[] all = [.. Enumerable.Range(1, 6).Select(i => ward.Admit($"c{i}", port: $"{i}"))];
        foreach (AdoptedDevice device in all)
        {
            ward.Set(device, CameraState.Unreachable);
            await ward.PassAsync(TimeSpan.FromSeconds(10));
        }

        await ward.PassAsync(TimeSpan.FromHours(8));

        Assert.Empty(ward.Journal.Steps);
        // The network is back, and one camera with it: the others are patients now.
        ward.Set(all[0], CameraState.Recording);
        await ward.PassAsync(TimeSpan.FromMinutes(20));
        Assert.NotEmpty(ward.Journal.Steps);
    }

    [Fact]
    public async Task ManyStalledOnOneSwitch_AreHealedOneByOne()
    {
        AdoptedDevice[] all = [.. Enumerable.Range(1, 5).Select(i => ward.Admit($"c{i}", port: $"{i}"))];
        foreach (AdoptedDevice device in all)
        {
            ward.Set(device, CameraState.Stalled);
        }

        await ward.PassAsync(TimeSpan.FromHours(2));

        long[] at = [.. ward.Journal.Steps.Select(s => s.Time.Microseconds)];
        Assert.True(at.Length >= 10);
        Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(2.9).TotalMicroseconds));
        Assert.Equal(5, ward.Journal.Steps.Select(s => s.Names).Distinct().Count());
    }

    [Fact]
    public async Task FirmwareUpdate_StartedByTheOwner_HoldsUntilItExpires()
    {
        AdoptedDevice door = ward.Admit("door", port: "3");
        ward.Updates.Begin(door.Id, TimeSpan.FromMinutes(30));
        ward.Set(door, CameraState.Unreachable);

        await ward.PassAsync(TimeSpan.FromMinutes(29));
        Assert.Empty(ward.Journal.Steps);
        await ward.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Single(ward.Journal.Steps);
    }

    [Fact]
    public async Task FirmwareUpdate_ToldByTheCamera_KeepsItsPower()
    {
        AdoptedDevice door = ward.Admit("door", port: "3");
        ward.RebootAnswer = new NvrException(ErrorKind.Refused, "The camera refuses (SystemReboot). It says: Device is upgrading.");
        ward.Set(door, CameraState.Stalled);

        await ward.PassAsync(TimeSpan.FromMinutes(30));

        Assert.Single(ward.Rebooted);
        Assert.Empty(ward.Ports.Cycled);
        Assert.Equal(StepOutcome.Updating, Assert.Single(ward.Journal.Steps).Outcome);
    }

    [Fact]
    public async Task WrongPassword_IsTriedOnce_ThenThePort()
    {
        AdoptedDevice door = ward.Admit("door", port: "3");
        ward.RebootAnswer = new NvrException(ErrorKind.Unauthorised, "No.");
        ward.Set(door, CameraState.Stalled);

        await ward.PassAsync(TimeSpan.FromHours(12));

        Assert.Single(ward.Rebooted);
        Assert.Equal(3, ward.Ports.Cycled.Count);
    }

    [Fact]
    public async Task EncoderWithALivingSource_IsNotRestarted()
    {
        AdoptedDevice encoder = ward.Admit("hall", port: "3", sources: 4);
        foreach (CameraId camera in encoder.Cameras.Skip(1))
        {
            ward.Cameras.Set(camera, CameraState.Stalled);
        }

        await ward.PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(ward.Journal.Steps);

        // A source that the owner switched off has no say.
        ward.Cameras.Disable(encoder.Cameras.First());
        await ward.PassAsync(TimeSpan.FromMinutes(10));
        Assert.NotEmpty(ward.Rebooted);
    }

    [Fact]
    public async Task PortWithSomebodyElseBehind_KeepsItsPower()
    {
        AdoptedDevice door = ward.Admit("door", onvif: false);
        ward.Ports.Plug("3", door.Mac!, new PhysicalAddress([2, 0, 0, 0, 9, 9]));
        ward.Set(door, CameraState.Unreachable);

        await ward.PassAsync(TimeSpan.FromHours(2));

        Assert.Empty(ward.Ports.Cycled);
    }

    [Theory]
    [InlineData(PoePower.Off)]
    [InlineData(PoePower.Searching)]
    [InlineData(PoePower.Denied)]
    public async Task PortThatGivesNoPower_IsNotCycled(PoePower power)
    {
        AdoptedDevice door = ward.Admit("door", port: "3", onvif: false);
        ward.Ports.Set("3", power);
        ward.Set(door, CameraState.Unreachable);

        await ward.PassAsync(TimeSpan.FromHours(2));

        Assert.Empty(ward.Ports.Cycled);
    }

    public void Dispose() => ward.Dispose();
}
