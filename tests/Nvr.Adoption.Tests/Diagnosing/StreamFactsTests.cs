using System.Net;
using Nvr.Adoption.Diagnosing;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Diagnosing;

public sealed class StreamFactsTests
{
    private static readonly CameraFacts Known = new() { Name = "Back door", Address = IPAddress.Parse("10.20.0.7"), HasLink = true, AddressAnswers = true };

    [Theory]
    [InlineData(CameraState.Recording, Finding.AllWell)]
    [InlineData(CameraState.Resting, Finding.AllWell)]
    [InlineData(CameraState.WaitingForKeyFrame, Finding.NoFrames)]
    [InlineData(CameraState.Connecting, Finding.NoFrames)]
    [InlineData(CameraState.Stalled, Finding.NoFrames)]
    [InlineData(CameraState.Refused, Finding.NoFrames)]
    [InlineData(CameraState.Disabled, Finding.NoFrames)]
    [InlineData(CameraState.Unreachable, Finding.NoService)]
    [InlineData(CameraState.Unauthorised, Finding.WrongPassword)]
    [InlineData(CameraState.Unusable, Finding.UnusableFrames)]
    public void With_EveryStateOfAStream_HasItsFinding(CameraState state, Finding expected) =>
        Assert.Equal(expected, CameraDoctor.Examine(Known.With(Status(state))).Finding);

    [Fact]
    public void With_CoversAllStates() =>
        Assert.All(Enum.GetValues<CameraState>(), state => Assert.NotNull(Known.With(Status(state)).StreamSentence));

    [Fact]
    public void With_MissingPassword_StaysMissing() =>
        Assert.Equal(SignIn.Missing, (Known with { SignIn = SignIn.Missing }).With(Status(CameraState.Unauthorised)).SignIn);

    [Fact]
    public void Measure_IsTheDifference()
    {
        StreamStatus before = Status(CameraState.Recording) with { ReceivedPackets = 10_000, LostPackets = 500, Connections = 2 };
        StreamStatus after = before with { ReceivedPackets = 10_980, LostPackets = 520, JitterUs = 12_000, BitsPerSecond = 4e6, FramesPerSecond = 24.5 };

        NetworkMeasure measure = StreamFacts.Measure(before, after, 25)!;

        Assert.Equal(0.02, measure.LossFraction, 6);
        Assert.Equal((12, 4e6, 24.5, 25.0), (measure.Jitter.TotalMilliseconds, measure.BitsPerSecond, measure.FramesPerSecond, measure.ExpectedFramesPerSecond));
    }

    [Fact]
    public void Measure_OverAReconnectionOrWithoutPackets_IsNone()
    {
        StreamStatus before = Status(CameraState.Recording) with { ReceivedPackets = 10_000, Connections = 2 };

        Assert.Null(StreamFacts.Measure(before, before with { ReceivedPackets = 11_000, Connections = 3 }, null));
        Assert.Null(StreamFacts.Measure(before, before, null));
        Assert.Null(StreamFacts.Measure(before, before with { ReceivedPackets = 11_000, State = CameraState.Stalled }, null));
    }

    private static StreamStatus Status(CameraState state) => new() { Stream = StreamKind.Main, State = state, Sentence = $"It is {state}." };
}
