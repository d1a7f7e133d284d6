using Nvr.Adoption.Diagnosing;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Diagnosing;

public sealed class NetworkWindowTests
{
    private const long SecondUs = 1_000_000;

    private readonly NetworkWindow window = new();
    private StreamStatus status = new() { Stream = StreamKind.Main, State = CameraState.Recording, Sentence = "", Connections = 1, FramesPerSecond = 25, BitsPerSecond = 4e6 };
    private long nowUs = SecondUs;

    [Fact]
    public void Measure_OfAFewSeconds_SaysNothing()
    {
        Pass(seconds: 15, lostOfThousand: 500);

        Assert.Null(window.Measure);
    }

    [Fact]
    public void Loss_ThatIsOver_IsForgottenWithinAMinute()
    {
        Pass(seconds: 60, lostOfThousand: 50);
        Assert.Equal(0.05, window.Measure!.LossFraction, 3);
        Assert.Contains("5 % of what it sends is lost", NetworkJudge.Complaint(window.Measure), StringComparison.Ordinal);

        Pass(seconds: 60, lostOfThousand: 0);

        Assert.Equal(0, window.Measure!.LossFraction);
        Assert.Null(NetworkJudge.Complaint(window.Measure));
    }

    [Fact]
    public void Loss_AfterManyHealthyHours_IsSeen()
    {
        status = status with { ReceivedPackets = 100_000_000 };
        Pass(seconds: 60, lostOfThousand: 0);

        Pass(seconds: 60, lostOfThousand: 30);

        Assert.Equal(0.03, window.Measure!.LossFraction, 3);
    }

    [Fact]
    public void NewConnection_IsMeasuredAnew()
    {
        Pass(seconds: 60, lostOfThousand: 100);

        // Until then what was measured holds: a bad network is one that breaks connections.
        status = status with { Connections = 2 };
        Pass(seconds: 5, lostOfThousand: 0);
        Assert.Equal(0.1, window.Measure!.LossFraction, 3);

        Pass(seconds: 30, lostOfThousand: 0);
        Assert.Equal(0, window.Measure!.LossFraction);
    }

    [Fact]
    public void Stream_ThatStaysAway_IsForgotten()
    {
        Pass(seconds: 60, lostOfThousand: 100);

        status = status with { State = CameraState.Unreachable };
        Pass(seconds: 60, lostOfThousand: 0);

        Assert.Null(window.Measure);
    }

    [Fact]
    public void FewPictures_AccuseTheNetwork_OnlyOnceTheCameraWasAsked()
    {
        window.Tell(25, nowUs);
        status = status with { FramesPerSecond = 6 };
        Pass(seconds: 60, lostOfThousand: 0);
        Assert.True(window.IsRateDoubtful);
        Assert.Null(NetworkJudge.Complaint(window.Measure!));

        window.Tell(25, nowUs);
        Pass(seconds: 5, lostOfThousand: 0);

        Assert.False(window.IsRateDoubtful);
        Assert.Equal("only 6 of 25 pictures a second arrive", NetworkJudge.Complaint(window.Measure!));
    }

    [Fact]
    public void FewPictures_OfACameraThatWasSetToFewer_AccuseNothing()
    {
        window.Tell(25, nowUs);
        status = status with { FramesPerSecond = 6 };
        Pass(seconds: 60, lostOfThousand: 0);

        window.Tell(6, nowUs);
        Pass(seconds: 5, lostOfThousand: 0);

        Assert.False(window.IsRateDoubtful);
        Assert.Null(NetworkJudge.Complaint(window.Measure!));
    }

    [Fact]
    public void FewPictures_ForLong_HaveTheCameraAskedAgain()
    {
        window.Tell(25, nowUs);
        status = status with { FramesPerSecond = 6 };
        Pass(seconds: 60, lostOfThousand: 0);
        window.Tell(25, nowUs);

        Pass(seconds: 400, lostOfThousand: 0);

        Assert.True(window.IsRateDoubtful);
    }

    [Fact]
    public void Jitter_OfOneMoment_IsAveragedOut()
    {
        Pass(seconds: 60, lostOfThousand: 0);
        status = status with { JitterUs = 2_000_000 };
        Pass(seconds: 5, lostOfThousand: 0);
        status = status with { JitterUs = 10_000 };
        Pass(seconds: 5, lostOfThousand: 0);
        Assert.Null(NetworkJudge.Complaint(window.Measure!));

        status = status with { JitterUs = 900_000 };
        Pass(seconds: 60, lostOfThousand: 0);

        Assert.Contains("900 ms late", NetworkJudge.Complaint(window.Measure!), StringComparison.Ordinal);
    }

    private void Pass(int seconds, int lostOfThousand)
    {
        for (int at = 0; at < seconds; at += 5)
        {
            nowUs += 5 * SecondUs;
            status = status with { ReceivedPackets = status.ReceivedPackets + 1000 - lostOfThousand, LostPackets = status.LostPackets + lostOfThousand };
            window.Add(status, nowUs);
        }
    }
}
