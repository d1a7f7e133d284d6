using Nvr.Board.Buzzer;
using Nvr.Core.Health;

namespace Nvr.Board.Tests.Buzzer;

/// <summary>When the buzzer sounds, and when it is silent.</summary>
public sealed class AlarmBookTests
{
    private readonly AlarmBook book = new();

    [Fact]
    public void Failure_SoundsUntilItIsGone()
    {
        Assert.Equal(new Alarm(BuzzerTune.Failure, 1_000), book.Hear([Failing("disk")], 1_000));
        Assert.Equal(new Alarm(BuzzerTune.Failure, 1_000), book.Hear([Failing("disk")], 500_000));

        Assert.Null(book.Hear([], 501_000));
        Assert.Null(book.Current);
    }

    [Fact]
    public void Failure_ThatIsMuted_StaysSilentUntilAnotherComes()
    {
        book.Hear([Failing("disk")], 0);
        book.Mute();

        Assert.Null(book.Current);
        Assert.Null(book.Hear([Failing("disk")], 1_000));
        Assert.True(book.IsMuted);
        Assert.Equal(BuzzerTune.Failure, book.Hear([Failing("disk"), Failing("camera/door")], 2_000)?.Tune);
    }

    [Fact]
    public void MutedFailure_ThatGoesAndComesSoon_IsTheSameOne_AndAnotherOneLater()
    {
        book.Hear([Failing("disk")], 0);
        book.Mute();
        book.Hear([], 1_000);
        Assert.False(book.IsMuted);

        Assert.Null(book.Hear([Failing("disk")], 300_000));
        book.Hear([], 301_000);
        Assert.Equal(BuzzerTune.Failure, book.Hear([Failing("disk")], 1_000_000)?.Tune);
    }

    [Fact]
    public void Attention_IsHeardOnce()
    {
        HealthItem[] worry = [new("camera/door", HealthLevel.Attention, "Look.")];

        Assert.Equal(BuzzerTune.Attention, book.Hear(worry, 0)?.Tune);
        Assert.Equal(new Alarm(BuzzerTune.Attention, 0), book.Hear(worry, 500));
        Assert.Null(book.Hear(worry, 1_000));
        Assert.Null(book.Hear(worry, 700_000));
    }

    [Fact]
    public void Attention_ThatBecomesAFailure_SoundsAlthoughItWasMuted()
    {
        book.Hear([new("disk", HealthLevel.Attention, "Look.")], 0);
        book.Mute();

        Assert.Equal(BuzzerTune.Failure, book.Hear([Failing("disk")], 1_000)?.Tune);
    }

    [Fact]
    public void Failure_ThatBecomesLessAndWorseAgain_IsTheSameOne()
    {
        book.Hear([Failing("disk")], 0);
        book.Mute();

        Assert.Null(book.Hear([new("disk", HealthLevel.Attention, "Look.")], 1_000));
        Assert.Null(book.Hear([Failing("disk")], 2_000));
    }

    [Fact]
    public void NothingToComplainOf_IsSilent() =>
        Assert.Null(book.Hear([new("volume/main", HealthLevel.Ok, "Well."), new("camera/door", HealthLevel.Unknown, "Not known yet.")], 0));

    private static HealthItem Failing(string part) => new(part, HealthLevel.Failure, "Something is being lost.");
}
