using Nvr.Adoption.Healing;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Healing;

public sealed class CameraPulseTests
{
    private const long SecondUs = 1_000_000;
    private readonly CameraPulse pulse = new(TimeSpan.FromSeconds(60));

    [Fact]
    public void TryingAgainAndAgain_IsOneIllness()
    {
        Look(0, CameraState.Recording);
        Look(10, CameraState.Stalled);
        Look(15, CameraState.Connecting);
        Look(20, CameraState.Unreachable);
        Look(50, CameraState.Connecting);

        Assert.Equal(10 * SecondUs, pulse.IllSinceUs);
        Assert.True(pulse.IsDead);
        Assert.True(pulse.IsSilent);
    }

    [Fact]
    public void AFewPicturesBetweenTwoFailures_AreNoHealth()
    {
        Look(0, CameraState.Stalled);
        Look(10, CameraState.Recording);
        Assert.False(pulse.IsDead);
        Look(30, CameraState.Stalled);
        Assert.Equal(0, pulse.IllSinceUs);

        Look(40, CameraState.Recording);
        Look(99, CameraState.Recording);
        Assert.NotNull(pulse.IllSinceUs);
        Look(100, CameraState.Recording);
        Assert.Null(pulse.IllSinceUs);
    }

    [Theory]
    [InlineData(CameraState.Unauthorised)]
    [InlineData(CameraState.Refused)]
    [InlineData(CameraState.Unusable)]
    [InlineData(CameraState.Disabled)]
    public void WhatSaysWhy_IsNoIllness(CameraState state)
    {
        Look(0, CameraState.Unreachable);
        Look(5, state);

        Assert.Null(pulse.IllSinceUs);
        Assert.False(pulse.IsDead);
        Assert.False(pulse.IsSilent);
    }

    [Fact]
    public void ConnectingForTheFirstTime_IsNoIllness()
    {
        Look(0, CameraState.Connecting);
        Look(500, CameraState.WaitingForKeyFrame);

        Assert.Null(pulse.IllSinceUs);
        Assert.False(pulse.IsDead);
    }

    [Fact]
    public void ACameraThatConnectsButSendsNothing_IsNotSilent()
    {
        Look(0, CameraState.Unreachable);
        Look(5, CameraState.WaitingForKeyFrame);
        Assert.False(pulse.IsSilent);
        Look(15, CameraState.Stalled);
        Assert.False(pulse.IsSilent);
        Assert.True(pulse.IsDead);
    }

    private void Look(int second, CameraState state) => pulse.Look(state, second * SecondUs);
}
