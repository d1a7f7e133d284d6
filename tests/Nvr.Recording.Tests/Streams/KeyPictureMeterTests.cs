using Nvr.Recording.Streams;

namespace Nvr.Recording.Tests.Streams;

public sealed class KeyPictureMeterTests
{
    private const long SecondUs = 1_000_000;

    private readonly KeyPictureMeter meter = new();
    private long nowUs = 5 * SecondUs;

    [Fact]
    public void Longest_BeforeTwoDistances_IsUnknown()
    {
        Pass(2, 2);

        Assert.Null(meter.Longest);
    }

    [Fact]
    public void Longest_OfRegularOnes_IsTheirDistance()
    {
        Pass(2, 2, 2, 2);

        Assert.Equal(2, meter.Longest!.Value.TotalSeconds, 1);
    }

    [Fact]
    public void Longest_OfIrregularOnes_IsTheLongest()
    {
        Pass(2, 9, 13, 8);

        Assert.Equal(13, meter.Longest!.Value.TotalSeconds, 1);
    }

    [Fact]
    public void Longest_WhileNoneComes_Grows()
    {
        Pass(2, 2, 2, 2, 60);

        Assert.Equal(59.9, meter.Longest!.Value.TotalSeconds, 1);
    }

    [Fact]
    public void Longest_AfterEightShortOnes_HasForgottenTheLongOne()
    {
        Pass(2, 13, 2, 2, 2, 2, 2, 2, 2, 2, 2);

        Assert.Equal(2, meter.Longest!.Value.TotalSeconds, 1);
    }

    [Fact]
    public void Reset_BeginsAnew()
    {
        Pass(9, 9, 9);

        meter.Reset();

        Assert.Null(meter.Longest);
    }

    /// <summary>A key picture, then ten others a second until the next one is due.</summary>
    private void Pass(params int[] seconds)
    {
        foreach (int distance in seconds)
        {
            meter.Add(nowUs, isKey: true);
            for (int i = 1; i < distance * 10; i++)
            {
                meter.Add(nowUs + (i * SecondUs / 10), isKey: false);
            }
            nowUs += distance * SecondUs;
        }
    }
}
